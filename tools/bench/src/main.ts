import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installAirflow } from '@mf/tools-airflow';
import { installMetaflow } from '@mf/tools-python';
import { airflowTask } from './airflow-task';
import { clientListing } from './client-listing';
import { compileFlows } from './compile-flows';
import { dagFiles } from './dag-files';
import { images } from './images';
import { largeArtifact } from './large-artifact';
import { localRuns } from './local-runs';
import { nxScale } from './nx/nx-scale';
import { packageSizes } from './nx/package-sizes';
import { setUpMetaflow } from './metaflow/set-up';
import { podStart } from './pod-start';
import { linearRun, schedulerMemory, wideForeach } from './run-flows';

const tables = [
  'compile',
  'dag',
  'linear',
  'foreach',
  'memory',
  'client',
  'artifact',
  'image',
  'pod',
  'task',
  'nx',
  'size',
];

const usage = `Prints the tables of docs/benchmarks.md: this project beside the real Metaflow, in one run.

  npm run bench                    all
  npm run bench -- NAME...         some: ${tables.join(', ')}
  --rounds N                       how often each command runs (5; at most 3 for foreach, once for memory and artifact);
                                   medians are printed
  --flows N                        how many flows the workspace for nx has (100)`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '5' },
      flows: { type: 'string', default: '100' },
      help: { type: 'boolean' },
    },
  });
  const rounds = Number(values.rounds);
  const flows = Number(values.flows);
  if (values.help || positionals.some((name) => !tables.includes(name)) || !(rounds >= 1) || !(flows >= 30)) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const isChosen = (name: string) => positionals.length === 0 || positionals.includes(name);
  const mf = join(__dirname, '..', '..', '..', 'packages', 'cli', 'bin', 'mf.js');
  const say = (line: string) => console.error(line);
  const scratch = await mkdtemp(join(tmpdir(), 'mf-bench-'));
  const print = (table: string) => console.log(`${table}\n`);
  try {
    if (isChosen('nx')) print(await nxScale(join(scratch, 'nx'), flows, rounds));
    if (isChosen('size')) print(await packageSizes(join(scratch, 'size')));
    if (isChosen('task')) print(await airflowTask(join(scratch, 'task'), mf, rounds * 4));
    if (tables.filter(isChosen).every((name) => ['nx', 'size', 'task'].includes(name))) return 0;
    const python = await installMetaflow(say);
    const runs = localRuns(join(scratch, 'runs'), mf, python);
    if (['compile', 'dag', 'pod'].some(isChosen)) await compiling(isChosen, scratch, mf, python, rounds, say);
    if (isChosen('linear')) print(await linearRun(runs, rounds));
    if (isChosen('foreach')) print(await wideForeach(runs, rounds));
    if (isChosen('memory')) print(await schedulerMemory(runs));
    if (isChosen('client')) print(await clientListing(runs, rounds));
    if (isChosen('artifact')) print(await largeArtifact(runs));
    if (isChosen('image')) print(await images(join(scratch, 'image'), mf, rounds * 3));
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function compiling(
  isChosen: (name: string) => boolean,
  scratch: string,
  mf: string,
  python: string,
  rounds: number,
  say: (line: string) => void,
): Promise<void> {
  const metaflow = await setUpMetaflow(python, scratch);
  try {
    if (isChosen('compile')) console.log(`${await compileFlows(scratch, mf, metaflow, rounds)}\n`);
    if (isChosen('pod')) console.log(`${await podStart(scratch, mf, metaflow, Math.min(rounds, 3))}\n`);
    if (!isChosen('dag')) return;
    for (const version of ['3', '2'] as const) {
      const { venv, release } = await installAirflow(version, say);
      const table = await dagFiles(join(scratch, version), mf, metaflow, join(venv, 'bin', 'python'), rounds * 12);
      console.log(`Airflow ${release}:\n\n${table}\n`);
    }
  } finally {
    await metaflow.stop();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
