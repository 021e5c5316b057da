import { assembleFlowIR } from '@mf/ir/graph';
import { showFlow } from './show-flow';

const at = { file: 'x.flow.ts', line: 1, column: 1 };

describe('showFlow', () => {
  const step = { at, takesInputs: false, nextAt: at, decorators: [] };
  const ir = assembleFlowIR(
    {
      ...{ name: 'F', exportName: 'F', at, doc: 'What it is for.', fields: [], decorators: [] },
      steps: [
        {
          ...step,
          name: 'start',
          doc: 'First.\n\nThen more.',
          next: { kind: 'split', to: ['a', 'b'] },
          decorators: [{ name: 'retry', at }],
        },
        { ...step, name: 'a', doc: '', next: { kind: 'linear', to: 'join' } },
        { ...step, name: 'b', doc: '', next: { kind: 'linear', to: 'join' } },
        { ...step, name: 'join', doc: '', next: { kind: 'linear', to: 'end' }, takesInputs: true },
        { ...step, name: 'end', doc: 'Last.', next: { kind: 'end' } },
      ],
    },
    undefined,
  );
  test('shows steps, docs, decorators and edges as Metaflow does', () => {
    expect(showFlow(ir)).toBe(`
What it is for.

@retry
Step start
    First.

    Then more.
    => a, b

Step a
    ?
    => join

Step b
    ?
    => join

Step join
    ?
    => end

Step end
    Last.
`);
  });

  test('shows what --with adds to steps that have none of the kind, as Metaflow does', () => {
    const text = showFlow(ir, [
      { name: 'retry', attributes: {} },
      { name: 'card', attributes: {} },
    ]);
    expect(text).toContain('\n@retry\n@card\nStep start\n');
    expect(text).toContain('\n@retry\n@card\nStep end\n');
  });
});
