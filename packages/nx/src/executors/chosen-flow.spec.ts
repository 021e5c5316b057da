import type { ExecutorContext } from '@nx/devkit';
import { chosenFlow } from './chosen-flow';

const contextOf = (targets: object, configurations = {}) =>
  ({
    projectName: 'ads',
    targetName: 'run',
    target: { configurations },
    projectsConfigurations: { projects: { ads: { targets } } },
  }) as unknown as ExecutorContext;

const check = (...files: string[]) => ({ executor: '@mf/nx:check', options: { files } });
const others = {
  lint: { executor: 'lint:lint', options: { files: ['x.ts'] } },
  test: { executor: '@mf/nx:test', options: { files: ['a.flow.spec.ts'] } },
  show: { executor: '@mf/nx:show' },
};
const several = contextOf({ ...others, check: check('train.flow.ts', 'score.flow.ts') }, { train: {}, score: {} });

describe('chosenFlow', () => {
  it('is the flow of the target', () => expect(chosenFlow('a.flow.ts', several)).toBe('a.flow.ts'));

  it('is the only one of the project, whichever targets there are', () => {
    expect(chosenFlow(undefined, contextOf({ ...others, examine: check('a.flow.ts') }))).toBe('a.flow.ts');
    const flows = [{ file: 'b.flow.ts', name: 'b' }];
    const compile = { executor: '@mf/nx:compile', options: { flows, output: 'dist' } };
    expect(chosenFlow(undefined, contextOf({ ...others, compile }))).toBe('b.flow.ts');
    expect(() => chosenFlow(undefined, contextOf(others))).toThrow(
      expect.objectContaining({ advice: 'Give the flow: nx run ads:run --file=path/to/x.flow.ts' }),
    );
  });

  it('names the choices where there is none', () => {
    expect(() => chosenFlow(undefined, several)).toThrow(
      expect.objectContaining({ code: 'MF7003', advice: 'Choose one: nx run ads:run:train, nx run ads:run:score.' }),
    );
  });
});
