import { assembleFlowIR } from '@mf/ir/graph';
import { showFlow } from './show-flow';

const at = { file: 'x.flow.ts', line: 1, column: 1 };

test('shows steps, docs, decorators and edges as Metaflow does', () => {
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
