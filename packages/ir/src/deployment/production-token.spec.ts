import { newProductionToken, tokenPrefix } from './production-token';

test.each([
  ['afproj', 'user.golden', 'mfprj-h4s2ppvqoyazlncg'],
  ['myproj', 'prod', 'mfprj-wirqh2gc3chugnvb'],
  ['myproj', 'test.feat1', 'mfprj-hchqytj4mcdrr32t'],
  ['myproj', 'prod.b2', 'mfprj-weugly5o4g4xgiok'],
])('the tokens of project %s on %s begin with %s', (name, branch, prefix) => {
  expect(tokenPrefix('AnyFlow', { name, branch })).toBe(prefix);
});

test('those of a flow without a project begin with its name', () => {
  expect(tokenPrefix('HelloFlow')).toBe('helloflow');
});

test.each([
  ['helloflow', ['helloflow-0-apnt', 'helloflow-1-ngpj', 'helloflow-2-jtup']],
  ['mfprj-h4s2ppvqoyazlncg', ['0-bzfr', '1-duel', '2-rfal'].map((end) => `mfprj-h4s2ppvqoyazlncg-${end}`)],
])('%s has the tokens that Metaflow makes', (prefix, tokens) => {
  const made: string[] = [];
  for (let token: string | undefined; made.length < 3; made.push(token!)) token = newProductionToken(prefix, token);
  expect(made).toEqual(tokens);
});

test.each(['helloflow-0-zzzz', 'my-own', 'helloflow-1', 'other-0-apnt', 'helloflow-9999-abcd'])(
  '%s has no successor, for it is not of the row',
  (previous) => {
    expect(newProductionToken('helloflow', previous)).toBeUndefined();
  },
);
