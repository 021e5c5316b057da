import { edgeStatements } from './print-edges';
import { sketchLine, sketchPlan } from './testing/sketch-plan';
import { type Plan, tasksOf } from '@mf/ir';

function statements(plan: Plan) {
  const tasks = tasksOf(plan);
  const all = tasks.flatMap(({ name, upstream }) => upstream.map((from) => ({ from, to: name })));
  return edgeStatements(
    tasks.map(({ name }) => name),
    all,
    (name) => name,
  );
}

/** The chains of a plan as they are printed, without line width. */
function chains(plan: Plan): string[] {
  return statements(plan).map((statement) =>
    statement.kind === 'chain'
      ? statement.links.map((link) => (typeof link === 'string' ? link : `[${link.join(', ')}]`)).join(' >> ')
      : statement.kind,
  );
}

/** Every edge that the chains stand for. */
function edges(plan: Plan): string[] {
  return statements(plan).flatMap((statement) => {
    if (statement.kind !== 'chain') throw new Error(statement.kind);
    const links = statement.links.map((link) => [link].flat());
    return links.slice(1).flatMap((to, index) => (links[index] ?? []).flatMap((a) => to.map((b) => `${a} ${b}`)));
  });
}

const nested = {
  start: [],
  a: ['start'],
  a1: ['a'],
  a2: ['a'],
  inner: ['a1', 'a2'],
  b: ['start'],
  b1: ['b'],
  outer: ['b1', 'inner'],
  end: ['outer'],
};

describe('edgeStatements', () => {
  it.each<[string, Record<string, string[]>, string[]]>([
    ['one step', { start: [] }, []],
    ['a row', { start: [], a: ['start'], end: ['a'] }, ['start >> a >> end']],
    [
      'branches of one step',
      { start: [], a: ['start'], b: ['start'], join: ['a', 'b'], end: ['join'] },
      ['start >> [a, b] >> join >> end'],
    ],
    [
      'longer branches',
      { start: [], a: ['start'], a1: ['a'], b: ['start'], join: ['a1', 'b'], end: ['join'] },
      ['start >> [a, b]', 'a >> a1 >> join', 'b >> join', 'join >> end'],
    ],
    [
      'branches in branches',
      nested,
      ['start >> [a, b]', 'a >> [a1, a2] >> inner >> outer', 'b >> b1 >> outer', 'outer >> end'],
    ],
  ])('draws %s', (_what, upstreams, expected) => {
    expect(chains(sketchPlan(upstreams))).toEqual(expected);
  });

  it.each<[string, Plan]>([
    ['a row of 50', sketchLine(50)],
    ['branches in branches', sketchPlan(nested)],
    [
      'a split whose branches share a join with a longer one',
      sketchPlan({
        start: [],
        a: ['start'],
        b: ['start'],
        c: ['start'],
        d: ['c'],
        join: ['a', 'b', 'd'],
        end: ['join'],
      }),
    ],
  ])('draws every edge of %s once', (_what, plan) => {
    const expected = tasksOf(plan).flatMap(({ name, upstream }) => upstream.map((before) => `${before} ${name}`));
    expect(edges(plan).sort()).toEqual(expected.sort());
  });
});
