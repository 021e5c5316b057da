import { parseGitAddress, withoutCredentials } from './git-address';

it.each([
  ['https://example.com/dags.git', { url: 'https://example.com/dags.git', folder: './' }],
  ['https://example.com/dags.git#live', { url: 'https://example.com/dags.git', branch: 'live', folder: './' }],
  ['ssh://git@example.com/dags#a/b:x/y', { url: 'ssh://git@example.com/dags', branch: 'a/b', folder: 'x/y' }],
  ['git@example.com:team/dags.git#:dags', { url: 'git@example.com:team/dags.git', folder: 'dags' }],
  ['file:///srv/dags.git#main:/dags', { url: 'file:///srv/dags.git', branch: 'main', folder: 'dags' }],
  ['../checkout/dags', undefined],
  ['https://example.com/dags.git#main:../x', undefined],
  ['https://example.com/dags.git#main:x#y', undefined],
])('reads %s', (text, address) => {
  expect(parseGitAddress(text)).toEqual(address);
});

it('hides passwords and tokens, and leaves users of ssh', () => {
  expect(withoutCredentials("unable to access 'https://ada:secret@example.com/x' ssh://git@example.com/x")).toBe(
    "unable to access 'https://example.com/x' ssh://git@example.com/x",
  );
});
