import { sketchFlow } from '../testing/sketch-flow';
import { planFlow } from './plan-flow';

const hooksOf = (graph: Record<string, string>, ...decorators: { on_success?: string[]; on_error?: string[] }[]) =>
  planFlow(
    sketchFlow(graph, {
      decorators: decorators.map((attributes) => ({ name: 'exit_hook', attributes: { ...attributes } })),
    }),
  ).exitHooks;

const notify = { on_error: ['notify'] };

describe('exit hooks in a plan', () => {
  it('are none without the decorator', () => {
    expect(hooksOf({ start: 'end', end: '' })).toBeUndefined();
  });

  it('are those of success, then those of errors, the lowest decorator first, each with a name of its own', () => {
    const hooks = hooksOf(
      { start: 'end', end: '' },
      { on_success: ['a', '$b'], on_error: ['a'] },
      { on_success: ['a'] },
    );
    expect(hooks?.hooks).toEqual([
      { name: 'on-success-a', end: 'success', index: 0 },
      { name: 'on-success-a-2', end: 'success', index: 1 },
      { name: 'on-success-_b', end: 'success', index: 2 },
      { name: 'on-error-a', end: 'error', index: 0 },
    ]);
  });

  it('of steps in a row wait for the last one', () => {
    expect(hooksOf({ start: 'a', a: 'end', end: '' }, notify)?.after).toEqual(['end']);
  });

  it('wait for every branch and for all items, which go on when another has failed', () => {
    const branches = { start: 'a, b', a: 'a2', a2: 'join', b: 'join', 'join(inputs)': 'end', end: '' };
    expect(hooksOf(branches, notify)?.after).toEqual(['a2', 'b', 'end']);
    const items = { start: 'a foreach xs', a: 'b', b: 'join', 'join(inputs)': 'end', end: '' };
    expect(hooksOf(items, notify)?.after).toEqual(['b', 'end']);
  });
});
