import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '@mf/tools-python';
import { demo } from './demo';

const usage = `Compiles three flows, runs them on a real Airflow of this machine, and resumes the one that fails.

  npm run demo             stops Airflow at the end
  npm run demo -- --keep   leaves it up, to look around in its UI`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const root = join(__dirname, '..', '..', '..');
  return demo({ root, airflowHome: join(cacheFolder(), 'demo-airflow'), keep: values.keep });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error && 'advice' in error ? `${error.message}\n${String(error.advice)}` : error);
    process.exitCode = 1;
  },
);
