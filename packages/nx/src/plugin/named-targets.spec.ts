import { namedTargets, type PluginOptions } from './named-targets';

const run = { executor: '@mf/nx:run' };
const show = { executor: '@mf/nx:show' };

describe('namedTargets', () => {
  it('renames targets and leaves some out, and the others as they are', () => {
    const named = namedTargets({ targets: { run: 'start', show: false, logs: false } });
    expect(named({ run, show, dump: show })).toEqual({ start: run, dump: show });
  });

  it('may swap two names', () => {
    expect(namedTargets({ targets: { run: 'show', show: 'run' } })({ run, show })).toEqual({ show: run, run: show });
  });

  it('keeps everything without options', () => expect(namedTargets({})({ run, show })).toEqual({ run, show }));

  it.each([
    [{ start: 'run' }, /MF7009 .*there is no target 'start'\nTargets are: run, resume/],
    [{ run: 'test' }, /two targets would be called 'test'/],
    [{ run: '' }, /cannot be called ""/],
    [{ run: true }, /cannot be called true/],
  ])('refuses %j', (targets, problem) => {
    expect(() => namedTargets({ targets } as PluginOptions)).toThrow(problem);
  });
});
