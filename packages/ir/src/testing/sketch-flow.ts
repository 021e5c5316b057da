import { assembleFlowIR } from '../assemble';
import type { FlowDescription } from '../flow-description';
import type { FlowIR } from '../flow-ir';
import type { FieldSyntax, FlowSyntax, StepMark, StepSyntax, Transition } from '../flow-syntax';
import type { Position } from '../position';

/** A place in the sketched file. */
export function at(line: number, column = 1): Position {
  return { file: 'sketch.flow.ts', line, column };
}

/**
 * A flow for tests, from a sketch of its graph: `{ start: 'a, b', a: 'join', b: 'join', 'join(inputs)': 'end', end: '' }`. Also
 * `work foreach items` and `{again: a, done: b} on size`; `first @start` and `only @start @end` mark steps. The first step stands at line 10 and its `this.next` at line 11, the second at 20
 * and 21, and so on; the class stands at line 1, and fields from line 2 on.
 */
export function sketchSyntax(graph: Readonly<Record<string, string>>, fields: readonly FieldSyntax[] = []): FlowSyntax {
  const steps = Object.entries(graph).map(([head, next], index): StepSyntax => {
    const [name = '', inputs] = head.replace(/ @.*/, '').split('(');
    const marks = (head.match(/@\w+/g) ?? []).map((mark) => mark.slice(1) as StepMark);
    const line = (index + 1) * 10;
    return {
      name,
      at: at(line),
      doc: '',
      takesInputs: inputs !== undefined,
      next: sketchedTransition(next),
      nextAt: next === '' ? at(line) : at(line + 1),
      ...(marks.length > 0 && { marks }),
      decorators: [],
    };
  });
  return {
    name: 'SketchFlow',
    exportName: 'SketchFlow',
    at: at(1),
    doc: '',
    steps,
    fields: [...fields, ...namedFields(steps, fields)],
    decorators: [],
  };
}

/** The FlowIR of a sketched flow; every step is described, so that both readings agree. */
export function sketchFlow(graph: Readonly<Record<string, string>>, described: Partial<FlowDescription> = {}): FlowIR {
  const parameters = (described.parameters ?? []).map(({ property }, index): FieldSyntax => ({
    name: property,
    at: at(2 + index),
    kind: 'parameter',
  }));
  const syntax = sketchSyntax(graph, parameters);
  const steps = Object.fromEntries(syntax.steps.map(({ name }) => [name, described.steps?.[name] ?? []]));
  return assembleFlowIR(syntax, { decorators: [], parameters: [], constants: [], ...described, steps });
}

function sketchedTransition(text: string): Transition {
  const foreach = /^(\w+) foreach (\w+)$/.exec(text);
  if (foreach) return { kind: 'foreach', to: foreach[1] as string, over: foreach[2] as string };
  const cases = /^\{(.*)\} on (\w+)$/.exec(text);
  if (cases) {
    const pairs = (cases[1] as string).split(', ').map((pair) => pair.split(': '));
    return {
      kind: 'switch',
      condition: cases[2] as string,
      cases: pairs.map(([value = '', to = '']) => ({ value, to })),
    };
  }
  const to = text.split(', ');
  if (text === '') return { kind: 'end' };
  return to.length > 1 ? { kind: 'split', to } : { kind: 'linear', to: text };
}

/** Declares what foreach and switch of a sketch go by. */
function namedFields(steps: readonly StepSyntax[], declared: readonly FieldSyntax[]): FieldSyntax[] {
  const names = steps.flatMap(({ next }) =>
    next.kind === 'foreach' ? [next.over] : next.kind === 'switch' ? [next.condition] : [],
  );
  return [...new Set(names)]
    .filter((name) => !declared.some((field) => field.name === name))
    .map((name) => ({ name, at: at(2), kind: 'artifact' }));
}
