import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { mf } from '@mf/cli';

const flow = `
import { FlowSpec, parameter, project, step, triggerOnFinish } from '@mf/flow';
@project({ name: 'ads' })
@triggerOnFinish({ flow: 'OtherFlow' })
export class AdsFlow extends FlowSpec {
  alpha = parameter({ default: 0.5 });
  @step start() { this.next(this.end); }
  @step end() {}
}
`;

/** What each executor calls `mf` for. */
const commands: Readonly<Record<string, readonly string[]>> = {
  run: ['run ads.flow.ts'],
  resume: ['resume'],
  show: ['show'],
  check: ['check'],
  test: ['test'],
  compile: ['compile'],
  image: ['image'],
  deploy: ['deploy'],
  undeploy: ['undeploy'],
  rollback: ['rollback'],
  'airflow-create': ['airflow create'],
  'airflow-deploy': ['airflow deploy'],
  'airflow-trigger': ['airflow trigger ads.flow.ts'],
  'airflow-list-runs': ['airflow list-runs'],
  'airflow-status': ['airflow status'],
  'airflow-logs': ['airflow logs'],
  'airflow-terminate': ['airflow terminate'],
  'airflow-suspend': ['airflow suspend'],
  'airflow-unsuspend': ['airflow unsuspend'],
  'airflow-delete': ['airflow delete'],
  'kubernetes-list': ['kubernetes list'],
  'kubernetes-kill': ['kubernetes kill'],
  list: ['list'],
  logs: ['logs'],
  dump: ['dump'],
  tag: ['tag add', 'tag remove', 'tag replace', 'tag list'],
  'card-list': ['card list'],
  'card-view': ['card view'],
};

/** Options that no schema has: `run` takes parameters of the flow as they come, and Nx keeps `--target` for itself (`on` stands for it). */
const leftOut: Readonly<Record<string, readonly string[]>> = {
  run: ['alpha'],
  check: ['target'],
  // About the workspace as a whole.
  undeploy: ['gone'],
  'airflow-trigger': ['alpha'],
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-nx-'));
  symlinkSync(resolve(__dirname, '../../../../node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'ads.flow.ts'), flow);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Options of a command by its help, in the spelling of a schema: `--no-follow-resumed` is `followResumed`. */
async function optionsInHelp(command: string): Promise<string[]> {
  let text = '';
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  expect(await mf([...command.split(' '), '--help'], { cwd: folder, stdout })).toBe(0);
  return [...text.matchAll(/^ +--(?:no-)?([\w-]+)/gm)].map(([, name]) => {
    return name!.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  });
}

test('every executor is known here', () => {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(commands).sort());
});

test('a help lists what a command takes', async () => {
  expect(await optionsInHelp('run ads.flow.ts')).toEqual(
    expect.arrayContaining(['maxWorkers', 'quiet', 'branch', 'trigger', 'config', 'configValue', 'alpha']),
  );
  expect(await optionsInHelp('card list')).toContain('followResumed');
});

test.each(Object.keys(commands))('%s has every option of its command', async (executor) => {
  const schema = JSON.parse(readFileSync(join(__dirname, executor, 'schema.json'), 'utf8')) as { properties: object };
  for (const command of commands[executor]!) {
    const options = await optionsInHelp(command);
    const missing = options.filter((name) => !(name in schema.properties) && !leftOut[executor]?.includes(name));
    expect({ command, missing }).toEqual({ command, missing: [] });
  }
});
