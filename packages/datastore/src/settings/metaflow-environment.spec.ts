import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metaflowEnvironment } from './metaflow-environment';

let folder: string;
let home: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-settings-'));
  home = join(folder, 'home');
  mkdirSync(home);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, settings: unknown): void => writeFileSync(path, JSON.stringify(settings));

test('without files it is the environment itself', () => {
  const env = { METAFLOW_HOME: join(folder, 'none'), A: 'b' };
  expect(metaflowEnvironment(env, folder)).toBe(env);
});

test('the environment comes before the local file, and that before the one of the home', () => {
  write(join(home, 'config.json'), { METAFLOW_A: 'home', METAFLOW_B: 'home', METAFLOW_C: 'home', METAFLOW_D: 'home' });
  mkdirSync(join(folder, '.metaflow'));
  write(join(folder, '.metaflow', 'config.json'), { METAFLOW_A: 'local', METAFLOW_B: 'local' });
  mkdirSync(join(folder, 'below'));
  const env = { METAFLOW_HOME: home, METAFLOW_A: 'env', METAFLOW_D: '' };
  expect(metaflowEnvironment(env, join(folder, 'below'))).toEqual({
    ...{ METAFLOW_HOME: home, METAFLOW_A: 'env', METAFLOW_B: 'local', METAFLOW_C: 'home', METAFLOW_D: '' },
  });
});

test('the nearest .metaflow counts, with a file or without', () => {
  mkdirSync(join(folder, '.metaflow'));
  write(join(folder, '.metaflow', 'config.json'), { METAFLOW_A: 'far' });
  mkdirSync(join(folder, 'below', '.metaflow'), { recursive: true });
  expect(metaflowEnvironment({ METAFLOW_HOME: home }, join(folder, 'below'))).toEqual({ METAFLOW_HOME: home });
});

test('values become what a variable would have, and other names do not count', () => {
  const settings = { METAFLOW_N: 3, METAFLOW_T: true, METAFLOW_O: { a: [1] }, METAFLOW_NULL: null, PATH: '/evil' };
  write(join(home, 'config.json'), settings);
  expect(metaflowEnvironment({ METAFLOW_HOME: home }, folder)).toEqual({
    ...{ METAFLOW_HOME: home, METAFLOW_N: '3', METAFLOW_T: 'true', METAFLOW_O: '{"a":[1]}' },
  });
});

test('a home that begins with ~ is below that of the user', () => {
  mkdirSync(join(folder, '.metaflowconfig'));
  write(join(folder, '.metaflowconfig', 'config.json'), { METAFLOW_A: 'mine' });
  for (const env of [{ HOME: folder }, { HOME: folder, METAFLOW_HOME: '~/.metaflowconfig' }]) {
    expect(metaflowEnvironment(env, home)['METAFLOW_A']).toBe('mine');
  }
});

test('a profile has a file of its own, and must have one', () => {
  write(join(home, 'config.json'), { METAFLOW_A: 'default' });
  write(join(home, 'config_team.json'), { METAFLOW_B: 'team' });
  const env = { METAFLOW_HOME: home, METAFLOW_PROFILE: 'team' };
  expect(metaflowEnvironment(env, folder)).toEqual({ ...env, METAFLOW_B: 'team' });
  expect(() => metaflowEnvironment({ ...env, METAFLOW_PROFILE: 'other' }, folder)).toThrow(
    expect.objectContaining({ code: 'MF4008', message: expect.stringContaining('config_other.json') as string }),
  );
});

test.each(['{', '[]', '"text"'])('a file with %s is refused', (text) => {
  writeFileSync(join(home, 'config.json'), text);
  expect(() => metaflowEnvironment({ METAFLOW_HOME: home }, folder)).toThrow(
    expect.objectContaining({ code: 'MF4007', message: expect.stringContaining(join(home, 'config.json')) as string }),
  );
});
