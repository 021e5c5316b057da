import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseGitAddress } from './git-address';
import { gitClone } from './git-clone';
import { type GitCheckout, gitFolder, gitPlace } from './git-place';

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

const deploy = (checkout: string, dag: string) => deployTo(gitFolder(join(folder, checkout, 'dags')), dag);
const deployTo = (checkout: GitCheckout, dag: string) =>
  gitPlace('git:dags', checkout, env).change(`Deploy ${dag}`, async (files) => {
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

describe('a repository that is named by its address', () => {
  const clone = (cache: string, address = 'origin.git#main:dags') =>
    gitClone(parseGitAddress(`file://${join(folder, address)}`)!, {
      ...env,
      XDG_CACHE_HOME: join(folder, cache),
    });

  it('is cloned once, and of several deployments from several machines none loses another', async () => {
    const dags = ['A', 'B', 'C', 'D', 'E', 'F'];
    await Promise.all(dags.map((dag, i) => deployTo(clone(i % 2 === 0 ? 'one' : 'two'), dag)));
    expect(git('origin.git', 'ls-tree', '--name-only', 'main:dags').split('\n')).toEqual(
      dags.map((dag) => `${dag}.py`),
    );
    expect(readdirSync(join(folder, 'one/mf-nx/dag-repositories'))).toHaveLength(1);
    expect(git('origin.git', 'log', '--format=%an', '-1', 'main')).toBe('mf');
  });

  it('is as it is by now: what could not be pushed is given up', async () => {
    const hook = join(folder, 'origin.git/hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\necho protected >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    await expect(deployTo(clone('one'), 'Refused')).rejects.toThrow(/^git push failed in [^]*protected/);
    rmSync(hook);
    await deploy('second', 'Theirs');
    await deployTo(clone('one'), 'Ours');
    expect(git('origin.git', 'log', '--reverse', '--format=%s', 'main').split('\n')).toEqual([
      ...['Begin', 'Deploy Theirs', 'Deploy Ours'],
    ]);
  });

  it('has to have the branch', async () => {
    await expect(deployTo(clone('one', 'origin.git#live'), 'Ours')).rejects.toThrow(
      /^git clone failed in [^]*live not found/,
    );
    git('', 'init', '--quiet', '--bare', 'empty.git');
    await expect(deployTo(clone('one', 'empty.git'), 'Ours')).rejects.toMatchObject({ code: 'MF2704' });
  });
});
