import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type RunAsRead, SharedDatastore } from '../metaflow';

type Language = 'TypeScript' | 'Python';

/** One flow, written in both languages. */
interface Pair {
  readonly name: string;
  readonly TypeScript: string;
  readonly Python: string;
}

const resumeFlow: Pair = {
  name: 'ResumeFlow',
  TypeScript: 'e2e/metaflow-client/golden/flows/resume-flow.flow.ts',
  Python: join(__dirname, 'flows/resume_flow.py'),
};
const rounds: Pair = {
  name: 'Rounds',
  TypeScript: 'e2e/metaflow-client/resume/flows/rounds.flow.ts',
  Python: join(__dirname, 'flows/rounds.py'),
};

let store: SharedDatastore;

beforeEach(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-resume-')), 'tester');
});
afterEach(() => rm(store.folder, { recursive: true, force: true }));

function start(language: Language, pair: Pair, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const [verb = '', ...rest] = args;
  return language === 'TypeScript'
    ? store.mf([verb, pair.TypeScript, ...rest], env)
    : store.python([pair.Python, '--no-pylint', verb, ...rest], store.folder, env);
}

/** Lets one language start a run, which fails, and another one continue it. Both as Metaflow's client reads them. */
async function failedAndResumed(pair: Pair, first: Language, second: Language, options: readonly string[]) {
  const ran = await start(first, pair, ['run', ...options], { FAIL: '1' });
  expect(ran).toMatchObject({ code: 1 });
  const failed = await store.read(pair.name);
  expect(failed.finished).toBe(false);
  const continued = await start(second, pair, ['resume', '--origin-run-id', failed.id]);
  expect(continued).toMatchObject({ code: 0 });
  return { failed, run: await store.read(pair.name) };
}

/** For the tasks of each step, by what identifies them, whether they were taken over from the run before. */
function clonesOf({ tasks }: RunAsRead, origin: RunAsRead, by: (task: RunAsRead['tasks'][string]) => unknown) {
  const clones: Record<string, unknown> = {};
  for (const [path, task] of Object.entries(tasks)) {
    const step = path.split('/')[0]!;
    const name = by(task) === null ? step : `${step} ${String(by(task))}`;
    clones[name] =
      task.origin !== null && task.origin.split('/')[1] === origin.id && task.origin.split('/')[2] === step;
  }
  return clones;
}

const waysAcross: [Language, Language][] = [
  ['TypeScript', 'Python'],
  ['Python', 'TypeScript'],
];

describe.each(waysAcross)('a run that %s started, continued by %s', (first, second) => {
  test('after a split of a foreach has failed: the splits that succeeded are kept, the others run', async () => {
    const options = ['--alpha', '5', '--max-workers', '1'];
    const { failed, run } = await failedAndResumed(resumeFlow, first, second, options);
    expect(run).toMatchObject({ successful: true, data: { alpha: 5, ys: [5, 10, 15] } });
    expect(clonesOf(run, failed, ({ index }) => index)).toEqual({
      ...{ start: true, 'work 0': true, 'work 1': false, 'work 2': false },
      ...{ join: false, fork: false, a: false, b: false, join2: false, end: false },
    });
    const start = Object.entries(run.tasks).find(([path]) => path.startsWith('start/'))![1];
    expect(start.artifacts).toMatchObject({ run_marker: failed.id, xs: [1, 2, 3] });
    expect(run.data).toMatchObject({ origin: failed.id });
  });

  test('after a loop and a switch: every round is kept, and the case that was chosen goes on', async () => {
    const { failed, run } = await failedAndResumed(rounds, first, second, []);
    expect(run).toMatchObject({ successful: true, data: { summary: { trail: [1, 2, 3], took: 'large' } } });
    expect(clonesOf(run, failed, ({ artifacts }) => artifacts['n'] ?? null)).toEqual({
      ...{ 'start 0': true, 'loop 1': true, 'loop 2': true, 'loop 3': true },
      ...{ 'choose 3': true, 'large 3': false, 'end 3': false },
    });
  });
});
