import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonFlow, pythonWideFlow, typescriptFlow, typescriptWideFlow } from './flows';
import { markdownTable } from '@mf/tools-docs';
import { compare, type Cost, inTurn } from './measure';
import type { LocalRuns } from './local-runs';

/** Metaflow takes four minutes for a thousand tasks. */
const metaflowTasks = 200;
const tasks = 1000;
const manyTasks = 10_000;

/** A run of three steps, everything included. */
export async function linearRun({ node, ours, metaflow, folder }: LocalRuns, rounds: number): Promise<string> {
  writeFileSync(join(folder, 'linear.py'), pythonFlow('LinearFlow', 3));
  writeFileSync(join(folder, 'linear.flow.ts'), typescriptFlow('LinearFlow', 3));
  const cost = await compare(
    { metaflow: metaflow('linear.py', 'run'), ours: ours('run', 'linear.flow.ts'), node },
    rounds,
  );
  const row = (what: string, { cpu, wall }: Cost) => [what, cpu.toFixed(2), wall.toFixed(2)];
  return markdownTable([
    ['a run of 3 steps', 'CPU s', 'wall s'],
    row('Metaflow: `python flow.py run`', cost.metaflow),
    row('`mf run`, compiling included', cost.ours),
    row('for scale: `node -e 0`', cost.node),
  ]);
}

/** A foreach of tasks that do nothing. What a run costs besides its tasks is measured too, and taken off. */
export async function wideForeach(
  { node, ours, metaflow, withCertificates, folder }: LocalRuns,
  rounds: number,
): Promise<string> {
  writeWideFlows(folder);
  const cost = await inTurn(
    {
      metaflow: metaflow('wide.py', ...pythonRun(metaflowTasks)),
      metaflowBase: metaflow('wide.py', ...pythonRun(1)),
      process: ours(...mfRun(tasks)),
      module: ours(...mfRun(tasks, '--isolation', 'module')),
      base: ours(...mfRun(1)),
      certified: withCertificates(ours(...mfRun(tasks))),
      certifiedBase: withCertificates(ours(...mfRun(1))),
    },
    Math.min(rounds, 3),
  );
  const bare = await compare({ plain: node, certified: withCertificates(node) }, 25);
  const row = (what: string, whole: Cost, base: Cost, count: number, empty = bare.plain) => {
    const [cpu, wall] = [(whole.cpu - base.cpu) / (count - 1), (whole.wall - base.wall) / (count - 1)];
    return [what, String(count), cpu.toFixed(4), (1 / wall).toFixed(1), (cpu / empty.cpu).toFixed(2)];
  };
  const bareRow = (what: string, { cpu, wall }: Cost) => [what, '', cpu.toFixed(4), (1 / wall).toFixed(1), '1.00'];
  return markdownTable([
    ['a foreach that does nothing', 'tasks', 'CPU s a task', 'tasks a second', 'of `node -e 0`'],
    row('Metaflow', cost.metaflow, cost.metaflowBase, metaflowTasks),
    row('`mf run`', cost.process, cost.base, tasks),
    row('`mf run --isolation module`', cost.module, cost.base, tasks),
    bareRow('for scale: `node -e 0`', bare.plain),
    row('`mf run`, with NODE_EXTRA_CA_CERTS', cost.certified, cost.certifiedBase, tasks, bare.certified),
    bareRow('for scale: `node -e 0`, with it', bare.certified),
  ]);
}

/** The most memory that the scheduler's own process takes. */
export async function schedulerMemory({ ours, metaflow, folder }: LocalRuns): Promise<string> {
  writeWideFlows(folder);
  const cost = await inTurn(
    {
      metaflow: metaflow('wide.py', ...pythonRun(metaflowTasks)),
      ours: ours(...mfRun(metaflowTasks, '--isolation', 'module')),
      many: ours(...mfRun(manyTasks, '--isolation', 'module')),
    },
    1,
  );
  const row = (what: string, count: number, { memory }: Cost) => [what, String(count), memory.toFixed(0)];
  return markdownTable([
    ['memory of the scheduler', 'tasks', 'MB'],
    row('Metaflow', metaflowTasks, cost.metaflow),
    row('`mf run --isolation module`', metaflowTasks, cost.ours),
    row('`mf run --isolation module`', manyTasks, cost.many),
  ]);
}

export function writeWideFlows(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'wide.py'), pythonWideFlow);
  writeFileSync(join(folder, 'wide.flow.ts'), typescriptWideFlow);
}

/** Both start as many tasks at a time as there are processors here: more would only be in one another's way. */
const workers = ['--max-workers', '2'];

export function mfRun(count: number, ...more: string[]): string[] {
  const limits = ['--count', String(count), '--max-num-splits', String(count), ...workers];
  return ['run', 'wide.flow.ts', ...limits, ...more];
}

function pythonRun(count: number): string[] {
  return ['run', '--count', String(count), '--max-num-splits', String(count), ...workers];
}
