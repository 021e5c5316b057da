import { assembleFlowIR, type Plan, planFlow, type StepSyntax, type Transition } from '@mf/ir';

const at = { file: 'apps/sketch/src/sketch.flow.ts', line: 1, column: 1 };

/** The plan of a flow, from a sketch of its graph: `{ start: 'a foreach xs', a: 'j', 'j(inputs)': '{x: b, y: end} on k', ... }`. */
export function planOf(graph: Readonly<Record<string, string>>): Plan {
  const steps = Object.entries(graph).map(([head, next]): StepSyntax => ({
    name: head.replace('(inputs)', ''),
    at,
    doc: '',
    takesInputs: head.endsWith('(inputs)'),
    next: transition(next),
    nextAt: at,
    decorators: [],
  }));
  const syntax = { name: 'SketchFlow', exportName: 'SketchFlow', at, doc: '', steps, fields: [], decorators: [] };
  return planFlow(assembleFlowIR(syntax, undefined));
}

function transition(text: string): Transition {
  const foreach = /^(\w+) foreach (\w+)$/.exec(text);
  if (foreach) return { kind: 'foreach', to: foreach[1]!, over: foreach[2]! };
  const cases = /^\{(.*)\} on (\w+)$/.exec(text);
  if (cases) {
    const pairs = cases[1]!.split(', ').map((pair) => pair.split(': ') as [string, string]);
    return { kind: 'switch', condition: cases[2]!, cases: pairs.map(([value, to]) => ({ value, to })) };
  }
  if (text === '') return { kind: 'end' };
  return text.includes(', ') ? { kind: 'split', to: text.split(', ') } : { kind: 'linear', to: text };
}
