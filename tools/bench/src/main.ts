import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installAirflow } from '@mf/tools-airflow';
import { installMetaflow } from '@mf/tools-python';
import { compileFlows } from './compile-flows';
import { dagFiles } from './dag-files';
import { setUpMetaflow } from './metaflow/set-up';

const usage = `Prints the tables of docs/benchmarks.md: this project beside the real Metaflow, in one run.

  npm run bench                    all
  npm run bench -- compile         one: compile, dag
  --rounds N                       how often each command runs (5); medians are printed`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '5' }, help: { type: 'boolean' } },
  });
  const known = ['compile', 'dag'];
  const rounds = Number(values.rounds);
  if (values.help || positionals.some((name) => !known.includes(name)) || !(rounds >= 1)) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const chosen = positionals.length > 0 ? positionals : known;
  const mf = join(__dirname, '..', '..', '..', 'packages', 'cli', 'bin', 'mf.js');
  const say = (line: string) => console.error(line);
  const python = await installMetaflow(say);
  const scratch = await mkdtemp(join(tmpdir(), 'mf-bench-'));
  const metaflow = await setUpMetaflow(python, scratch);
  try {
    if (chosen.includes('compile')) console.log(`${await compileFlows(scratch, mf, metaflow, rounds)}\n`);
    if (chosen.includes('dag')) {
      for (const version of ['3', '2'] as const) {
        const { venv, release } = await installAirflow(version, say);
        const table = await dagFiles(join(scratch, version), mf, metaflow, join(venv, 'bin', 'python'), rounds * 12);
        console.log(`Airflow ${release}:\n\n${table}\n`);
      }
    }
    return 0;
  } finally {
    await metaflow.stop();
    await rm(scratch, { recursive: true, force: true });
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
