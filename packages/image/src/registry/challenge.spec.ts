import { parseChallenge } from './challenge';

test.each([
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/node:pull"',
    {
      scheme: 'bearer',
      realm: 'https://auth.docker.io/token',
      service: 'registry.docker.io',
      scope: 'repository:library/node:pull',
    },
  ],
  ['bearer realm="https://x/a,b", service=plain', { scheme: 'bearer', realm: 'https://x/a,b', service: 'plain' }],
  ['Bearer service="x"', undefined],
  ['Basic realm="a \\"b\\""', { scheme: 'basic' }],
  ['Basic realm="x", Bearer realm="https://y"', { scheme: 'bearer', realm: 'https://y' }],
  ['Negotiate', undefined],
  ['', undefined],
])('of %s', (header, challenge) => {
  expect(parseChallenge(header)).toEqual(challenge);
});
