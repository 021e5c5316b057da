import type { ParameterIR, Plan, StepRetry, PlannedTask } from '@mf/ir';

const at = { file: 'apps/sketch/src/sketch.flow.ts', line: 1, column: 1 };

export const noRetry: StepRetry = { times: 0, minutesBetween: 2 };

/** A plan for tests from what each step waits for: `{ start: [], a: ['start'], end: ['a'] }`. */
export function sketchPlan(upstreams: Readonly<Record<string, readonly string[]>>, plan: Partial<Plan> = {}): Plan {
  const parts = Object.entries(upstreams).map(([name, upstream]): PlannedTask => ({
    kind: 'task',
    name,
    at,
    doc: '',
    upstream,
    waitsFor: 'success of all',
    retry: noRetry,
  }));
  return {
    planVersion: 2,
    flow: 'SketchFlow',
    source: at.file,
    doc: '',
    picture: Object.keys(upstreams),
    parameters: [],
    events: [],
    sensors: [],
    last: Object.keys(upstreams).at(-1) ?? 'end',
    parts,
    maxWorkers: 100,
    ...plan,
  };
}

/** Steps in a row from start to end. */
export function sketchLine(count: number, plan: Partial<Plan> = {}): Plan {
  const names = ['start', ...Array.from({ length: count - 2 }, (_, index) => `step_${index + 1}`), 'end'];
  return sketchPlan(
    Object.fromEntries(names.map((name, index) => [name, names.slice(Math.max(index - 1, 0), index)])),
    plan,
  );
}

export function sketchParameter(parameter: Partial<ParameterIR>): ParameterIR {
  const name = parameter.name ?? 'alpha';
  return { property: name, name, type: 'string', computedDefault: false, required: false, help: '', at, ...parameter };
}
