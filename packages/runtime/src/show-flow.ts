import type { DecoratorIR, FlowIR, StepIR } from '@mf/ir';
import { decoratorsOfStep, stepsByName, targetsOf, topologicalOrder } from '@mf/ir/graph';

/**
 * A flow's steps, docs and edges as text, in the manner of Metaflow's `show`: in the order in which they run, since those of a flow that
 * inherits stand in several files. Ends with a newline.
 *
 * @param added decorators of `--with`
 */
export function showFlow({ doc, steps }: FlowIR, added: readonly DecoratorIR[] = []): string {
  const byName = stepsByName(steps);
  const ordered = topologicalOrder(steps).flatMap((name) => byName.get(name) ?? []);
  return [doc, ...ordered.map((step) => showStep(step, added))].map((part) => `\n${part}\n`).join('');
}

function showStep(step: StepIR, added: readonly DecoratorIR[]): string {
  const { name, doc, next } = step;
  const targets = targetsOf(next);
  return [
    ...decoratorsOfStep(step, added).map((decorator) => `@${decorator.name}`),
    `Step ${name}`,
    ...indented(doc === '' ? '?' : doc),
    ...(targets.length > 0 ? indented(`=> ${targets.join(', ')}`) : []),
  ].join('\n');
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
}
