import { type Plan, type PlannedForeach, type PlannedItems, type PlannedTask, tasksOf } from '@mf/ir';
import { edgeStatements, type Edge } from './print-edges';
import { exitHookExpression, outcomeExpression, outcomeTask } from './print-exit-hooks';
import { sensorExpression } from './print-sensors';
import { call, code, type Expression, keyword, positional, string } from './python/expression';
import type { Statement } from './python/statement';
import { variableNames } from './python/names';

/** The tasks of a plan: those of each foreach in a mapped task group, and the dependencies of all. */
export function partStatements(plan: Plan, taskCall: (task: PlannedTask, isItem: boolean) => Expression): Statement[] {
  const placed = placeTasks(plan);
  const names = nameParts(plan);
  const variable = (name: string) => names.get(name) ?? name;

  const foreachStatements = (part: PlannedForeach): Statement[] => {
    const inside = part.tasks.map(({ name }) => name);
    const outside = inside.filter((name) => placed.crossing.has(name));
    const edges = edgeStatements(
      inside,
      placed.edges.filter(({ from, to }) => inside.includes(from) && inside.includes(to)),
      variable,
    );
    const group = variable(groupKey(part));
    const [first] = part.tasks;
    const body: Statement[] =
      part.tasks.length === 1 && outside.length === 1 && first
        ? [{ kind: 'return', value: taskCall(first, true) }]
        : [
            ...part.tasks.map((task): Statement => ({
              kind: 'assign',
              name: variable(task.name),
              value: taskCall(task, true),
            })),
            ...edges,
            ...(outside.length > 0 ? [{ kind: 'return' as const, value: code(outside.map(variable).join(', ')) }] : []),
          ];
    const expanded = call(`${group}.expand`, [keyword('item', itemsOf(part.items))]);
    return [
      { kind: 'blank' },
      {
        kind: 'function',
        decorators: [call('task_group', [keyword('prefix_group_id', code('False'))])],
        name: group,
        parameters: ['item'],
        body,
      },
      { kind: 'blank' },
      outside.length > 0
        ? { kind: 'assign', name: outside.map(variable).join(', '), value: expanded }
        : { kind: 'expression', value: expanded },
    ];
  };
  const itemsOf = (name: string): Expression =>
    code(placed.itemsParts.has(name) ? variable(name) : `${variable(name)}.output`);
  const itemsStatement = ({ name, split, within }: PlannedItems): Statement => ({
    kind: 'assign',
    name: variable(name),
    value: call(`items_of.override(task_id=${JSON.stringify(name)})`, [
      positional(string(split)),
      positional(string(within)),
    ]),
  });

  const sensors = plan.sensors.map((sensor): Statement => ({
    kind: 'assign',
    name: variable(sensor.name),
    value: sensorExpression(sensor),
  }));
  const statements = plan.parts.flatMap((part): Statement[] => {
    if (part.kind === 'foreach') return foreachStatements(part);
    if (part.kind === 'items') return [itemsStatement(part)];
    return [{ kind: 'assign', name: variable(part.name), value: taskCall(part, false) }];
  });
  const hooks = (plan.exitHooks?.hooks ?? []).map((hook): Statement => ({
    kind: 'assign',
    name: variable(hook.name),
    value: exitHookExpression(hook),
  }));
  const outcome: Statement[] = plan.exitHooks
    ? [{ kind: 'assign', name: variable(outcomeTask), value: outcomeExpression }]
    : [];
  const outer = placed.edges.filter(({ from, to }) => placed.partOf.get(from) !== placed.partOf.get(to));
  const chains = edgeStatements(placed.order, outer, variable);
  return [
    ...sensors,
    ...statements,
    ...hooks,
    ...outcome,
    ...(chains.length > 0 ? [{ kind: 'blank' as const }] : []),
    ...chains,
  ];
}

interface Placed {
  /** All tasks and lists of items, in the order of the plan. */
  readonly order: readonly string[];
  readonly edges: readonly Edge[];
  /** Key of the group that a task stands in; its own name where it stands in none. */
  readonly partOf: ReadonlyMap<string, string>;
  readonly itemsParts: ReadonlySet<string>;
  /** Tasks of a group with an edge that leaves or enters it. */
  readonly crossing: ReadonlySet<string>;
}

/** Where tasks stand, and all edges but those that Airflow draws itself: from a list of items to the group that is mapped over it. */
function placeTasks({ parts, exitHooks, sensors }: Plan): Placed {
  const partOf = new Map<string, string>();
  const order: string[] = [];
  const edges: Edge[] = [];
  const itemsParts = new Set(parts.flatMap((part) => (part.kind === 'items' ? [part.name] : [])));
  const place = (name: string, part: string) => {
    order.push(name);
    partOf.set(name, part);
  };
  for (const { name } of sensors) {
    place(name, name);
    const first = tasksOf({ parts }).filter(({ upstream }) => upstream.length === 0);
    edges.push(...first.map((task) => ({ from: name, to: task.name })));
  }
  for (const part of parts) {
    if (part.kind === 'items') {
      place(part.name, part.name);
      edges.push({ from: part.split, to: part.name });
      continue;
    }
    for (const { name, upstream } of part.kind === 'foreach' ? part.tasks : [part]) {
      place(name, part.kind === 'foreach' ? groupKey(part) : name);
      const drawn = part.kind === 'foreach' ? upstream.filter((from) => from !== part.split) : upstream;
      edges.push(...drawn.map((from) => ({ from, to: name })));
    }
  }
  for (const [index, { name }] of exitHooks?.hooks.entries() ?? []) {
    const before = index === 0 ? exitHooks!.after : [exitHooks!.hooks[index - 1]!.name];
    place(name, name);
    edges.push(...before.map((from) => ({ from, to: name })));
  }
  if (exitHooks) {
    place(outcomeTask, outcomeTask);
    edges.push({ from: exitHooks.hooks.at(-1)!.name, to: outcomeTask });
  }
  const crossing = new Set(edges.flatMap(({ from, to }) => (partOf.get(from) === partOf.get(to) ? [] : [from, to])));
  return { order, edges, partOf, itemsParts, crossing };
}

/** No task is called so: names of steps have no `#`. */
const groupKey = ({ split, stage }: PlannedForeach): string => `${split}#${stage}`;

/** A Python variable for each task, list of items and group; a group is called after what its foreach goes over. */
function nameParts({ parts, exitHooks, sensors }: Plan): ReadonlyMap<string, string> {
  const steps = parts.flatMap((part) => (part.kind === 'foreach' ? part.tasks.map(({ name }) => name) : [part.name]));
  const ends = exitHooks ? [...exitHooks.hooks, { name: outcomeTask }] : [];
  const others = [...sensors, ...ends].map(({ name }) => name);
  const plain = others.map((name) => name.replace(/[^A-Za-z0-9_]/g, '_'));
  const tasks = [...steps, ...uniqueNames(plain, steps)];
  const foreaches = parts.flatMap((part) => (part.kind === 'foreach' ? [part] : []));
  const groups = foreaches.map(({ over, stage }) => `foreach_${over}${stage === 0 ? '' : `_${stage + 1}`}`);
  const variables = variableNames([...tasks, ...uniqueNames(groups, tasks)]);
  const keys = [...steps, ...others, ...foreaches.map(groupKey)];
  return new Map(keys.map((key, index) => [key, variables[index] ?? key]));
}

/** Names with a number behind those that are there already. */
function uniqueNames(names: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken);
  return names.map((name) => {
    let unique = name;
    for (let number = 2; used.has(unique); number++) unique = `${name}_${number}`;
    used.add(unique);
    return unique;
  });
}
