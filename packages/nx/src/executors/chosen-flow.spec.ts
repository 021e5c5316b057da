import type { ExecutorContext } from '@nx/devkit';
import { chosenFlow } from './chosen-flow';

const context = {
  projectName: 'ads',
  targetName: 'run',
  target: { configurations: { train: {}, score: {} } },
} as unknown as ExecutorContext;

describe('chosenFlow', () => {
  it('is the flow of the target', () => expect(chosenFlow('a.flow.ts', context)).toBe('a.flow.ts'));

  it('names the choices where there is none', () => {
    expect(() => chosenFlow(undefined, context)).toThrow(
      expect.objectContaining({ code: 'MF7003', advice: 'Choose one: nx run ads:run:train, nx run ads:run:score.' }),
    );
  });
});
