import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonFlow, typescriptFlow } from './flows';
import { markdownTable } from '@mf/tools-docs';
import { benchEnv, compare } from './measure';
import type { MetaflowSetUp } from './metaflow/set-up';

const manyFlows = 100;

/** Compiling one flow from a cold process, and 100 flows in one process, beside `python flow.py airflow create`. */
export async function compileFlows(
  scratch: string,
  mf: string,
  metaflow: MetaflowSetUp,
  rounds: number,
): Promise<string> {
  const python = join(scratch, 'compile', 'python');
  const typescript = join(scratch, 'compile', 'typescript');
  mkdirSync(python, { recursive: true });
  mkdirSync(typescript, { recursive: true });
  writeFileSync(join(python, 'flow.py'), pythonFlow('BenchFlow', 2));
  const files = Array.from({ length: manyFlows }, (_, i) => {
    const file = join(typescript, `bench${i}.flow.ts`);
    writeFileSync(file, typescriptFlow(`Bench${i}Flow`, 5));
    return file;
  });
  writeFileSync(join(typescript, 'bench.flow.ts'), typescriptFlow('BenchFlow', 2));
  writeFileSync(join(typescript, 'package.json'), '{}\n');

  const create = (...flows: string[]) => [process.execPath, mf, 'airflow', 'create', ...flows, '--with', 'retry'];
  const cost = await compare(
    {
      metaflow: {
        argv: [metaflow.python, 'flow.py', '--no-pylint', '--with', 'retry', 'airflow', 'create', 'dag.py'],
        cwd: python,
        env: metaflow.env,
      },
      one: { argv: create('bench.flow.ts'), cwd: typescript, env: benchEnv },
      many: { argv: create(...files), cwd: typescript, env: benchEnv },
      node: { argv: [process.execPath, '-e', '0'], cwd: typescript, env: benchEnv },
    },
    rounds,
  );
  const row = (what: string, cpu: number, wall: number) => [
    what,
    cpu.toFixed(3),
    wall.toFixed(3),
    `1/${(cost.metaflow.cpu / cpu).toFixed(1)}`,
  ];
  return markdownTable([
    ['compile a flow to a DAG file', 'CPU s', 'wall s', "of Metaflow's CPU"],
    row('Metaflow: `python flow.py airflow create`, 2 steps', cost.metaflow.cpu, cost.metaflow.wall),
    row('`mf airflow create`, 2 steps, cold process', cost.one.cpu, cost.one.wall),
    row(
      `\`mf airflow create\` of ${manyFlows} flows of 5 steps, per flow`,
      cost.many.cpu / manyFlows,
      cost.many.wall / manyFlows,
    ),
    row('for scale: `node -e 0`', cost.node.cpu, cost.node.wall),
  ]);
}
