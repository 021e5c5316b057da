import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
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
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mf-nx');
  return demo({ root, airflowHome: join(cache, 'demo-airflow'), keep: values.keep });
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
