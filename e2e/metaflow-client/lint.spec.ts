import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { lint, targetsOf } from '@mf/ir';
import { installMetaflow } from '@mf/tools-python';
import { mutatedGraph, randomGraph, randomNumbers, type Sketch } from '../../packages/ir/src/testing/random-graph';
import { sketchFlow } from '../../packages/ir/src/testing/sketch-flow';

const seed = Number(process.env['MF_TEST_SEED'] ?? 1);

/** Ways that meet where the split around them differs: Metaflow runs them, but inputs cannot be told apart. See docs/flows.md. */
const refusedByUs = /^MF113[27] /;

/** Our lint's errors about a graph. */
const ours = (graph: Sketch): string[] =>
  lint(sketchFlow(graph))
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`);

async function metaflows(graphs: readonly Sketch[]): Promise<(string | null)[]> {
  const input = graphs.map((graph) =>
    sketchFlow(graph).steps.map(({ name, takesInputs, next }) => [
      name,
      takesInputs,
      next.kind,
      next.kind === 'switch' ? next.cases.map(({ to }) => to) : next.kind === 'split' ? next.to : targetsOf(next),
    ]),
  );
  const python = await installMetaflow(console.log);
  const output = execFileSync(python, [join(__dirname, 'lint_graphs.py')], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    env: { ...process.env, METAFLOW_USER: 'tester' },
    maxBuffer: 1 << 26,
  });
  return JSON.parse(output) as (string | null)[];
}

test(`lint takes the graphs that Metaflow's takes, and longer loops (seed ${seed})`, async () => {
  const random = randomNumbers(seed);
  const graphs = Array.from({ length: 3000 }, (_none, index) => {
    const graph = randomGraph(random, index % 4);
    return index % 5 === 0 ? graph : mutatedGraph(graph, random);
  });
  const refusals = await metaflows(graphs);
  const differing = graphs.flatMap((graph, index) => {
    const found = ours(graph);
    const refused = refusals[index] ?? null;
    // A switch may lead back to any step after the first, not only to itself: docs/flows.md.
    if (refused?.includes('There is a loop in your flow')) return [];
    const asDocumented = refused === null && found.every((text) => refusedByUs.test(text));
    return found.length > 0 === (refused !== null) || asDocumented ? [] : [{ graph, found, refused }];
  });
  expect(differing.slice(0, 5)).toEqual([]);
  expect(refusals.filter((refused) => refused === null).length).toBeGreaterThan(500);
});
