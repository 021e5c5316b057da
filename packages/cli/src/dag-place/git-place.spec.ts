import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitPlace } from './git-place';

let folder: string;
let env: NodeJS.ProcessEnv;
const own = ['-c', 'user.name=ada', '-c', 'user.email=ada@localhost'];
const git = (checkout: string, ...args: string[]) =>
  execFileSync('git', [...own, '-C', join(folder, checkout), ...args], { env, encoding: 'utf8', stdio: 'pipe' }).trim();

/** A repository with two checkouts, where git knows nobody and guesses no one. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-git-place-'));
  const config = join(folder, 'gitconfig');
  writeFileSync(config, '[user]\n\tuseConfigOnly = true\n');
  env = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_GLOBAL: config, GIT_CONFIG_NOSYSTEM: '1' };
  git('', 'init', '--quiet', '--bare', '--initial-branch=main', 'origin.git');
  for (const name of ['first', 'second']) git('', 'clone', '--quiet', join(folder, 'origin.git'), name);
  writeFileSync(join(folder, 'first', 'notes'), 'ours');
  git('first', 'add', 'notes');
  git('first', 'commit', '--quiet', '--message', 'Begin');
  git('first', 'push', '--quiet', '--set-upstream', 'origin', 'HEAD:main');
  git('second', 'pull', '--quiet', 'origin', 'main');
});
afterEach(() => rmSync(folder, { recursive: true }));

const deploy = (checkout: string, dag: string) =>
  gitPlace('git:dags', join(folder, checkout, 'dags'), env).change(`Deploy ${dag}`, async (files) => {
    await files.write(`${dag}.py`, dag, { overwrite: true });
    return [`${dag}.py`];
  });

it('where git knows nobody, what was not pushed before goes along, and changes of others stay where they are', async () => {
  await deploy('second', 'Theirs');
  git('first', 'commit', '--quiet', '--allow-empty', '--message', 'Not pushed');
  writeFileSync(join(folder, 'first', 'notes'), 'not committed');
  await deploy('first', 'Ours');
  await deploy('first', 'More');
  expect(git('origin.git', 'log', '--reverse', '--format=%s by %an', 'main').split('\n')).toEqual([
    'Begin by ada',
    'Deploy Theirs by mf',
    'Not pushed by ada',
    'Deploy Ours by mf',
    'Deploy More by mf',
  ]);
  expect(readFileSync(join(folder, 'first', 'notes'), 'utf8')).toBe('not committed');
});

it('an error says which command of git has failed', async () => {
  const hook = join(folder, 'first/.git/hooks/pre-commit');
  writeFileSync(hook, '#!/bin/sh\necho not on a Friday >&2\nexit 1\n');
  chmodSync(hook, 0o755);
  await expect(deploy('first', 'Ours')).rejects.toThrow(/^git commit failed in .*: not on a Friday$/);
});
