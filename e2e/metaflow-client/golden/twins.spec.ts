import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SharedDatastore } from '../metaflow';
import { comparable, type Lenient } from './comparable';
import { flowAsRead, goldenFlow } from './golden-runs';

let store: SharedDatastore;

beforeEach(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-twin-')), 'golden');
});
afterEach(() => rm(store.folder, { recursive: true, force: true }));

const file = (name: string): string => `e2e/metaflow-client/golden/flows/${name}.flow.ts`;

/** One `mf` command and what it must end with. */
interface Command {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly code?: number;
}

/** The commands of the golden run, in the order of `run_all.sh`, which made it. */
interface Twin {
  readonly archive: string;
  readonly commands: readonly Command[];
  readonly lenient?: Lenient;
}

const idFile = (name: string): readonly string[] => ['--run-id-file', `{folder}/${name}`];
const run = (name: string, ...options: readonly string[]): Command => ({ args: ['run', file(name), ...options] });

const twins: readonly Twin[] = [
  {
    archive: 'linear_params',
    commands: [run('linear-params', '--p_req', '42', '--tag', 't1', '--tag', 'k:v')],
    // A number that a step reads is a number: copied to another artifact, 2.0 is an int.
    lenient: { from_params: (value) => JSON.parse(JSON.stringify(value).replaceAll('{"__float__":"2.0"}', '2')) },
  },
  { archive: 'branch_join', commands: [run('branch-join')] },
  { archive: 'foreach', commands: [run('foreach', '--max-workers', '2')] },
  { archive: 'nested_foreach', commands: [run('nested-foreach')] },
  { archive: 'switch', commands: [run('switch-flow', '--mode', 'slow')] },
  { archive: 'recursion', commands: [run('recursion')] },
  {
    archive: 'resume',
    commands: [
      {
        args: ['run', file('resume-flow'), '--max-workers', '1', '--alpha', '5', '--tag', 'orig', ...idFile('r1')],
        env: { FAIL: '1' },
        code: 1,
      },
      { args: ['resume', file('resume-flow'), '--tag', 'res1', ...idFile('r2')], env: { FAIL: '2' }, code: 1 },
      { args: ['resume', file('resume-flow'), 'fork', '--tag', 'res2', '--origin-run-id', '{r2}'] },
    ],
  },
  {
    archive: 'catch_retry',
    commands: [run('catch-retry')],
    // The name of the class that holds an error, which each language writes its own way.
    lenient: { oops_type: () => 'a class' },
  },
  { archive: 'fails', commands: [{ ...run('fails'), code: 1 }] },
  {
    archive: 'tagged',
    commands: [
      run('tagged', '--tag', 'mytag', ...idFile('t1')),
      run('tagged', '--branch', 'feat1'),
      run('tagged', '--production'),
      { args: ['tag', 'add', file('tagged'), '--run-id', '{t1}', 'added:later'] },
      { args: ['tag', 'remove', file('tagged'), '--run-id', '{t1}', 'mytag'] },
    ],
  },
];

test.each(twins.map((twin) => [twin.archive, twin] as const))(
  '%s in TypeScript reads through Metaflow’s client as the golden one does',
  async (archive, { commands, lenient }) => {
    for (const { args, env, code = 0 } of commands) {
      const answer = await store.mf(await Promise.all(args.map(filledIn)), env);
      expect({ args, ...answer }).toMatchObject({ code });
    }
    expect(comparable(await flowAsRead(store), lenient)).toEqual(comparable(goldenFlow(archive), lenient));
  },
);

/** Puts in the folder of the datastore, or what a file in it says. */
async function filledIn(text: string): Promise<string> {
  const [, name] = /^\{(\w+)\}$/.exec(text) ?? [];
  return name ? readFile(join(store.folder, name), 'utf8') : text.replace('{folder}', store.folder);
}
