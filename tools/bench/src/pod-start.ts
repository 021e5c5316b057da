import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { pythonFlow, typescriptFlow } from './flows';
import { markdownTable } from '@mf/tools-docs';
import { type Command, type Cost, inTurn, measure, median } from './measure';
import type { MetaflowSetUp } from './metaflow/set-up';

const run = promisify(execFile);
const flow = 'PodFlow';

/**
 * What happens in a pod of Airflow before the author's code does: with Metaflow, what its DAG file tells the pod to do first (pip, the code
 * package), run in a Python as its image has it; with us, the whole first step, from the entry of the image to the last record in S3.
 */
export async function podStart(scratch: string, mf: string, metaflow: MetaflowSetUp, rounds: number): Promise<string> {
  const folder = join(scratch, 'pods');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}\n');
  const script = await metaflowStart(folder, metaflow);
  const bundle = await startFile(folder, mf);
  const costs: Record<'metaflow' | 'ours', Cost[]> = { metaflow: [], ours: [] };
  for (let round = 0; round <= rounds; round++) {
    const theirs = await freshPod(join(folder, `metaflow-${round}`), script, metaflow);
    const ours = ourStart(bundle, round, folder, metaflow);
    const found = { metaflow: await measure(theirs), ours: await measure(ours) };
    // The first of each warms what the machine keeps.
    if (round > 0) for (const who of ['metaflow', 'ours'] as const) costs[who].push(found[who]);
  }
  const node = await inTurn({ node: { argv: [process.execPath, '-e', '0'], cwd: folder, env: metaflow.env } }, rounds);
  const row = (name: string, all: readonly Cost[]): string[] => [
    name,
    ...(['cpu', 'wall'] as const).map((what) => median(all.map((cost) => cost[what])).toFixed(2)),
  ];
  return markdownTable([
    ['the start of a pod', 'CPU s', 'wall s'],
    row('Metaflow: `pip install`, code package, up to “Task is starting”', costs.metaflow),
    row('ours: the whole first step, with its records, logs and code in S3', costs.ours),
    row('for scale: `node -e 0`', [node.node]),
  ]);
}

/** What the pod of the first step is told to do, as far as the line that says that the task is starting. */
async function metaflowStart(folder: string, { python, env }: MetaflowSetUp): Promise<string> {
  writeFileSync(join(folder, 'pod.py'), pythonFlow(flow, 2));
  await run(python, ['pod.py', '--no-pylint', 'airflow', 'create', 'dag.py'], { cwd: folder, env });
  const source = readFileSync(join(folder, 'dag.py'), 'utf8');
  const reader = `import ast, json, sys
config = next(n.value for n in ast.parse(sys.stdin.read()).body if isinstance(n, ast.Assign) and n.targets[0].id == "CONFIG")
print(json.dumps(ast.literal_eval(config)["states"]["start"]["operator_args"]))`;
  const reading = run(python, ['-c', reader]);
  reading.child.stdin?.end(source);
  const words = Object.values(JSON.parse((await reading).stdout) as Record<string, unknown>).flat();
  const command = words.find((word): word is string => typeof word === 'string' && word.includes('pip install'));
  const [start] = command?.split(/mflog \\?'Task is starting/) ?? [];
  if (command === undefined || start === undefined || start === command) {
    throw new Error("Metaflow's DAG file does not say any more how a task starts: look again.");
  }
  return `${start.replaceAll(/\{\{.*?\}\}/g, 'x')} true`;
}

/** A Python that has what an image of Python has. */
async function freshPod(folder: string, script: string, { python, env }: MetaflowSetUp): Promise<Command> {
  const venv = join(folder, 'venv');
  mkdirSync(folder, { recursive: true });
  await run(python, ['-m', 'venv', venv]);
  const path = [join(venv, 'bin'), env['PATH']].join(delimiter);
  return { argv: ['bash', '-c', script], cwd: folder, env: { ...env, PATH: path } };
}

async function startFile(folder: string, mf: string): Promise<string> {
  writeFileSync(join(folder, 'pod.flow.ts'), typescriptFlow(flow, 2));
  await run(
    process.execPath,
    [mf, 'airflow', 'create', 'pod.flow.ts', '--compute', 'process', '--output', 'compiled'],
    { cwd: folder },
  );
  const compiled = join(folder, 'compiled');
  return join(
    compiled,
    readdirSync(compiled).find((name) => /^[A-Z].*\.cjs$/.test(name))!,
  );
}

function ourStart(file: string, round: number, cwd: string, { env }: MetaflowSetUp): Command {
  const argv = [process.execPath, file, 'step', 'start', '--run-id', `airflow-${round}`, '--attempt', '0'];
  return { argv, cwd, env: { ...env, METAFLOW_PARAMETERS: '{}', METAFLOW_RUNTIME_NAME: 'airflow' } };
}
