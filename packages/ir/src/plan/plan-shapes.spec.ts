import { sketchFlow } from '../testing/sketch-flow';
import type { PlannedCondition, PlannedTask } from './plan';
import { planFlow } from './plan-flow';

/** A plan as text: a line for each task, with what it waits for; tasks of a foreach are indented. */
function sketch(graph: Record<string, string>): string[] {
  return planFlow(sketchFlow(graph)).parts.flatMap((part) => {
    if (part.kind === 'items') return [`${part.name}: items of ${part.split} within ${part.within}`];
    if (part.kind === 'task') return [taskText(part)];
    const head = `foreach ${part.split}.${part.over} by ${part.items}${part.stage > 0 ? ` (stage ${part.stage})` : ''}`;
    return [head, ...part.tasks.map((task) => `  ${taskText(task)}`)];
  });
}

function taskText({ name, loop, upstream, waitsFor, condition, tells }: PlannedTask): string {
  return [
    loop ? `${name}{${loop.join()}}` : name,
    ...(upstream.length > 0 ? [`< ${upstream.join(' ')}`] : []),
    ...(waitsFor === 'success of all' ? [] : [`(${waitsFor})`]),
    ...(condition ? [conditionText(condition)] : []),
    ...(tells ? [`tells ${tells}`] : []),
  ].join(' ');
}

function conditionText(condition: PlannedCondition): string {
  switch (condition.kind) {
    case 'chosen':
      return `if ${condition.ways.map((way) => way.map((choice) => `${choice.switch}:${choice.tasks.join('|')}`).join('&')).join(' or ')}`;
    case 'arrived':
      return `if ${condition.branches.map((ends) => ends.map(({ task, chooses }) => (chooses ? `${task}?` : task)).join('|')).join('&')} arrived`;
    case 'joined':
      return `if all of ${condition.split} by ${condition.items} arrived at ${condition.ends.join('|')}`;
  }
}

test('the body of a foreach is one part, whatever its steps', () => {
  expect(
    sketch({
      start: 'a foreach xs',
      a: 'b, c',
      b: 'd',
      c: 'd',
      'd(inputs)': 'join',
      'join(inputs)': 'end',
      end: '',
    }),
  ).toEqual([
    'start tells items',
    'foreach start.xs by start',
    '  a < start',
    '  b < a',
    '  c < a',
    '  d < b c',
    'join < d',
    'end < join',
  ]);
});

test('an inner foreach breaks the body into parts, and no item waits for the success of another', () => {
  expect(
    sketch({
      start: 'a foreach xs',
      a: 's',
      s: 'b foreach ys',
      b: 'ij',
      'ij(inputs)': 'd',
      d: 'oj',
      'oj(inputs)': 'end',
      end: '',
    }),
  ).toEqual([
    'start tells items',
    'foreach start.xs by start',
    '  a < start',
    '  s < a tells items',
    'items_of_s: items of s within start',
    'foreach s.ys by items_of_s',
    '  b < s',
    'foreach start.xs by start (stage 1)',
    '  ij < b (end of all) if all of s by items_of_s arrived at b',
    '  d < ij',
    'oj < d (no failure) if all of start by start arrived at d',
    'end < oj',
  ]);
});

test('three levels, and a step whose name a list of items would take', () => {
  expect(
    sketch({
      start: 'a foreach xs',
      a: 'b foreach ys',
      b: 'items_of_b foreach zs',
      items_of_b: 'j3',
      'j3(inputs)': 'j2',
      'j2(inputs)': 'j1',
      'j1(inputs)': 'end',
      end: '',
    }),
  ).toEqual([
    'start tells items',
    'foreach start.xs by start',
    '  a < start tells items',
    'items_of_a: items of a within start',
    'foreach a.ys by items_of_a',
    '  b < a tells items',
    'items_of_b_: items of b within items_of_a',
    'foreach b.zs by items_of_b_',
    '  items_of_b < b',
    'foreach a.ys by items_of_a (stage 1)',
    '  j3 < items_of_b (end of all) if all of b by items_of_b_ arrived at items_of_b',
    'foreach start.xs by start (stage 1)',
    '  j2 < j3 (end of all) if all of a by items_of_a arrived at j3',
    'j1 < j2 (no failure) if all of start by start arrived at j2',
    'end < j1',
  ]);
});

test('after a switch a step asks whether it was chosen, and a merge whether any way leads to it', () => {
  expect(
    sketch({
      start: '{x: a, y: b, z: m} on k',
      a: '{p: c, q: m} on l',
      c: 'm',
      b: 'last',
      m: 'n',
      n: 'last',
      last: 'end',
      end: '',
    }),
  ).toEqual([
    'start tells next',
    'a < start if start:a tells next',
    'c < a if a:c',
    'b < start if start:b',
    'm < a c start (no failure) if start:a|m',
    'n < m',
    'last < b n (no failure)',
    'end < last',
  ]);
});

test('only some of the choices of an inner switch lead to a merge', () => {
  expect(
    sketch({
      start: '{x: a, y: b} on k',
      a: '{p: m, q: z} on l',
      b: 'm',
      m: 'z',
      z: 'end',
      end: '',
    }).find((line) => line.startsWith('m ')),
  ).toBe('m < a b (no failure) if start:a&a:m or start:b');
});

test('a join whose branch has alternatives does not mind those that were skipped', () => {
  expect(
    sketch({
      start: 'p, q',
      p: '{a: p1, b: p2} on k',
      p1: 'j',
      p2: 'j',
      q: 'j',
      'j(inputs)': 'end',
      end: '',
    }).at(-2),
  ).toBe('j < p1 p2 q (no failure)');
});

test('behind an inner foreach each item looks at what became of itself', () => {
  expect(
    sketch({
      start: 'f foreach xs',
      f: '{x: s, y: m} on k',
      s: 'i foreach ys',
      i: 'ij',
      'ij(inputs)': 'm',
      m: 'p, q',
      p: 'j',
      q: 'j',
      'j(inputs)': 'oj',
      'oj(inputs)': 'end',
      end: '',
    }),
  ).toEqual([
    'start tells items',
    'foreach start.xs by start',
    '  f < start tells next',
    '  s < f if f:s tells items',
    'items_of_s: items of s within start',
    'foreach s.ys by items_of_s',
    '  i < s',
    'foreach start.xs by start (stage 1)',
    '  ij < i (end of all) if all of s by items_of_s arrived at i',
    '  m < f ij (end of all) if f?|ij arrived',
    '  p < m',
    '  q < m',
    '  j < p q',
    'oj < j (no failure) if all of start by start arrived at j',
    'end < oj',
  ]);
});

test('a branch of an item that is done before the inner foreach of another branch is one that must have arrived', () => {
  const lines = sketch({
    start: 'f foreach xs',
    f: 's, q',
    s: 'i foreach ys',
    i: 'ij',
    'ij(inputs)': 'j',
    q: 'j',
    'j(inputs)': 'oj',
    'oj(inputs)': 'end',
    end: '',
  });
  expect(lines).toContain('  j < ij q (end of all) if ij&q arrived');
});

test('a loop is one task, with whatever is inside of it, and goes on where its switches lead out', () => {
  expect(
    sketch({
      start: 'train',
      train: 'fan foreach xs',
      fan: 'judge',
      'judge(inputs)': 'turn',
      turn: '{again: train, done: end, bad: odd} on k',
      odd: 'end',
      end: '',
    }),
  ).toEqual([
    'start',
    'train{train,fan,judge,turn} < start tells next',
    'odd < train if train:odd',
    'end < odd train (no failure)',
  ]);
});

test('a loop that is left in one way only is like any step', () => {
  expect(sketch({ start: 'a', a: '{again: a, done: end} on k', end: '' })).toEqual([
    'start',
    'a{a} < start',
    'end < a',
  ]);
});

test('a conditional foreach is skipped with its join', () => {
  expect(
    sketch({
      start: '{x: s, y: end} on k',
      s: 'i foreach ys',
      i: '{a: i1, b: i2} on l',
      i1: 'ij',
      i2: 'ij',
      'ij(inputs)': 'end',
      end: '',
    }),
  ).toEqual([
    'start tells next',
    's < start if start:s tells items',
    'foreach s.ys by s',
    '  i < s tells next',
    '  i1 < i if i:i1',
    '  i2 < i if i:i2',
    'ij < i1 i2 (no failure) if start:s',
    'end < ij start (no failure)',
  ]);
});

test('the retries of a loop are those of the step that may be repeated least, and its tasks know about --with retry', () => {
  const ir = sketchFlow(
    { start: 'a', a: 'b', b: '{again: a, done: end} on k', end: '' },
    {
      steps: {
        start: [],
        a: [{ name: 'retry', attributes: { times: 1, minutes_between_retries: 5 } }],
        b: [],
        end: [],
      },
    },
  );
  const plan = planFlow(ir, { with: [{ name: 'retry', attributes: { times: 3, minutes_between_retries: 1 } }] });
  expect(plan.parts.find((part) => part.kind === 'task' && part.name === 'a')).toMatchObject({
    loop: ['a', 'b'],
    retry: { times: 1, minutesBetween: 5 },
  });
  expect(plan.with).toEqual([{ name: 'retry', attributes: { times: 3, minutes_between_retries: 1 } }]);
});
