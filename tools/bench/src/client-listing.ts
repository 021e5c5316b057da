import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from '@mf/tools-docs';
import { compare, type Cost, measure } from './measure';
import type { LocalRuns } from './local-runs';
import { mfRun, writeWideFlows } from './run-flows';

const tasks = 1000;

/** Listing the tasks of a run, and reading an artifact of each, in a process of its own each time. */
export async function clientListing(runs: LocalRuns, rounds: number): Promise<string> {
  const { folder, ours, script } = runs;
  writeWideFlows(folder);
  await measure(ours(...mfRun(tasks, '--isolation', 'module')));
  const client = JSON.stringify(require.resolve('@mf/client'));
  writeFileSync(
    join(folder, 'list.cjs'),
    `const { Flow, namespace } = require(${client});
namespace(null);
(async () => {
  const run = await new Flow('WideFlow').latestRun;
  let sum = 0;
  for await (const task of run.step('work')) sum += process.argv[2] === 'read' ? (await task.data).x : Number(task.id) > 0;
  if (sum < ${tasks}) throw new Error('read ' + sum);
})();
`,
  );
  writeFileSync(
    join(folder, 'list.py'),
    `import sys
from metaflow import Flow, namespace

namespace(None)
total = 0
for task in Flow("WideFlow").latest_run["work"]:
    total += task.data.x if sys.argv[1] == "read" else int(task.id) > 0
assert total >= ${tasks}, total
`,
  );
  const cost = await compare(
    {
      pythonList: script('python', 'list.py', 'list'),
      list: script('node', 'list.cjs', 'list'),
      pythonRead: script('python', 'list.py', 'read'),
      read: script('node', 'list.cjs', 'read'),
    },
    rounds,
  );
  const row = (what: string, { cpu, wall }: Cost, their: Cost) => [
    what,
    cpu.toFixed(2),
    wall.toFixed(2),
    `1/${(their.cpu / cpu).toFixed(1)}`,
  ];
  return markdownTable([
    [`reading a run of ${tasks} tasks`, 'CPU s', 'wall s', "of Metaflow's CPU"],
    row("Metaflow's client: list the tasks", cost.pythonList, cost.pythonList),
    row('`@mf/client`: list the tasks', cost.list, cost.pythonList),
    row("Metaflow's client: read an artifact of each", cost.pythonRead, cost.pythonRead),
    row('`@mf/client`: read an artifact of each', cost.read, cost.pythonRead),
  ]);
}
