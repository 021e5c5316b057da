import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { handWrittenDag, pythonFlow, typescriptFlow } from './flows';
import { markdownTable } from '@mf/tools-docs';
import { benchEnv } from './measure';
import { importableDag } from './metaflow/importable-dag';
import type { MetaflowSetUp } from './metaflow/set-up';

const run = promisify(execFile);
const sizes = [2, 10, 50];

/**
 * Size and DagBag parse time of the DAG file of a linear flow: hand-written, ours, Metaflow's. Parsed as Airflow does, with the bytecode
 * that Python keeps beside a file that has not changed, and without it: a folder that cannot be written to, the first time.
 */
export async function dagFiles(
  scratch: string,
  mf: string,
  metaflow: MetaflowSetUp,
  airflowPython: string,
  rounds: number,
): Promise<string> {
  const folder = join(scratch, 'dags');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}\n');
  const rows: string[][] = [
    [
      'steps',
      'bytes: ours',
      'bytes: hand-written',
      'bytes: Metaflow',
      'parse ms: ours',
      'parse ms: hand-written',
      'parse ms: Metaflow',
      'ours / hand-written',
      'without bytecode',
    ],
  ];
  for (const steps of sizes) {
    const files = await writeDags(folder, steps, mf, metaflow);
    // First, while there is no bytecode that it would read.
    const afresh = await parse(files, airflowPython, scratch, rounds, { keepsBytecode: false });
    const cpu = await parse(files, airflowPython, scratch, rounds, { keepsBytecode: true });
    const ratio = (of: Record<string, number>) => (of[files[0]]! / of[files[1]]!).toFixed(2);
    rows.push([
      String(steps),
      ...files.map((file) => String(statSync(file).size)),
      ...files.map((file) => cpu[file]!.toFixed(2)),
      ratio(cpu),
      ratio(afresh),
    ]);
  }
  return markdownTable(rows);
}

/** Ours, a hand-written one and Metaflow's, in this order. */
async function writeDags(
  folder: string,
  steps: number,
  mf: string,
  metaflow: MetaflowSetUp,
): Promise<[string, string, string]> {
  const name = `Linear${steps}Flow`;
  const ours = join(folder, `ours${steps}`, `${name}.py`);
  const byHand = join(folder, `by_hand_${steps}.py`);
  const theirs = join(folder, `metaflow_${steps}.py`);

  writeFileSync(join(folder, `linear${steps}.flow.ts`), typescriptFlow(name, steps));
  await run(
    process.execPath,
    [mf, 'airflow', 'create', `linear${steps}.flow.ts`, '--with', 'retry', '--output', `ours${steps}`],
    { cwd: folder },
  );

  writeFileSync(byHand, handWrittenDag(`by_hand_${steps}`, steps));

  writeFileSync(join(folder, `linear${steps}.py`), pythonFlow(name, steps));
  await run(metaflow.python, [`linear${steps}.py`, '--no-pylint', '--with', 'retry', 'airflow', 'create', theirs], {
    cwd: folder,
    env: metaflow.env,
  });
  writeFileSync(theirs, importableDag(readFileSync(theirs, 'utf8')));
  return [ours, byHand, theirs];
}

async function parse(
  files: readonly string[],
  python: string,
  scratch: string,
  rounds: number,
  { keepsBytecode }: { keepsBytecode: boolean },
): Promise<Record<string, number>> {
  const { stdout } = await run(python, [join(__dirname, '..', 'src', 'parse_dags.py'), String(rounds), ...files], {
    env: {
      ...benchEnv,
      AIRFLOW_HOME: join(scratch, 'airflow-home'),
      AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
      // Many containers set it.
      PYTHONDONTWRITEBYTECODE: keepsBytecode ? '' : '1',
    },
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, number>;
}
