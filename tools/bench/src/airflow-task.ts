import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { markdownTable } from '@mf/tools-docs';
import { benchEnv, type Command, compare } from './measure';

const run = promisify(execFile);

/** Two flows: one that imports nothing, and one that imports a client of AWS, whose bundle is a megabyte. */
const flows = {
  SmallFlow: ['', '1'],
  ClientFlow: [`import { S3Client } from '@aws-sdk/client-s3';`, 'S3Client.name.length'],
} as const;

/**
 * A task of a scheduler, all its processes together, as a DAG starts it; beside it the same where Node is started with the bundle itself, as
 * older DAGs do, and an empty process.
 */
export async function airflowTask(scratch: string, mf: string, rounds: number): Promise<string> {
  const env = {
    ...benchEnv,
    METAFLOW_USER: 'bench',
    METAFLOW_PARAMETERS: '{}',
    METAFLOW_DATASTORE_SYSROOT_LOCAL: scratch,
    XDG_CACHE_HOME: join(scratch, 'cache'),
  };
  mkdirSync(scratch, { recursive: true });
  writeFileSync(join(scratch, 'package.json'), '{}');
  symlinkSync(join(__dirname, '..', '..', '..', 'node_modules'), join(scratch, 'node_modules'));
  const node: Command = { argv: [process.execPath, '-e', '0'], cwd: scratch, env };
  const rows: string[][] = [];
  for (const [name, [imports, value]] of Object.entries(flows)) {
    writeFileSync(join(scratch, `${name}.flow.ts`), flowSource(name, imports, value));
    const output = join(scratch, name);
    await run(process.execPath, [mf, 'airflow', 'create', `${name}.flow.ts`, '--output', output], {
      cwd: scratch,
      env,
    });
    const file = (extension: string) =>
      join(
        output,
        readdirSync(output).find((found) => found.startsWith(`${name}-`) && found.endsWith(extension))!,
      );
    const task = (started: string, step: string): Command => ({
      argv: [process.execPath, started, 'step', step, '--run-id', 'airflow-0123456789ab', '--attempt', '0'],
      cwd: scratch,
      env,
    });
    await run(process.execPath, task(file('.cjs'), 'start').argv.slice(1), { cwd: scratch, env });
    const costs = await compare({ ours: task(file('.cjs'), 'work'), bundle: task(file('.mjs'), 'work'), node }, rounds);
    const size = `${(readFileSync(file('.mjs')).length / 1000).toFixed(0)} KB`;
    for (const [what, { cpu, wall }] of [
      ['as the DAG starts it', costs.ours],
      ['the bundle itself', costs.bundle],
      ['for scale: `node -e 0`', costs.node],
    ] as const) {
      const times = (cpu / costs.node.cpu).toFixed(1);
      rows.push([size, what, (cpu * 1000).toFixed(0), (wall * 1000).toFixed(0), times]);
    }
  }
  return markdownTable([['bundle', 'a task that does nothing', 'CPU ms', 'wall ms', 'CPU of `node -e 0`'], ...rows]);
}

function flowSource(name: string, imports: string, value: string): string {
  return `import { FlowSpec, step } from '@mf/flow';
${imports}
export class ${name} extends FlowSpec {
  value!: number;
  @step start() {
    this.next(this.work);
  }
  @step work() {
    this.value = ${value};
    this.next(this.end);
  }
  @step end() {}
}
`;
}
