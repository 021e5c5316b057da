import { repositoryName } from './source-version';

it.each([
  'https://github.com/team/flows',
  'https://github.com/team/flows.git',
  'https://ada:token@github.com/team/flows/',
  'git@github.com:team/flows.git',
  'ssh://git@github.com/team/flows.git',
])('%s has one name, whoever has cloned it and how', (url) => {
  expect(repositoryName(url)).toBe('github.com/team/flows');
});

it('a port stays', () => {
  expect(repositoryName('ssh://git@git.example.com:2222/team/flows.git')).toBe('git.example.com:2222/team/flows');
});
