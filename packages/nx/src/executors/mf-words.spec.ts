import { mfWords, typedValues } from './mf-words';

const options = { known: ['with', 'tag', 'maxWorkers', 'runId'], handled: ['file'] };

describe('mfWords', () => {
  it('passes on what was typed as it was typed', () => {
    const typed = ['--alpha=1e3', '--id', '007', '--info={"a": "x y"}', '--quoted="q"', '--neg', '-1'];
    const parsed = { alpha: 1000, id: 7, info: '{"a": "x y"}', quoted: 'q', neg: -1 };
    expect(mfWords({ ...parsed, __unparsed__: typed }, options)).toEqual(typed);
  });

  it('passes configs on, of a target as of the command line', () => {
    const known = { known: ['config', 'configValue'], handled: ['file'] };
    const configured = { config: { settings: 'prod.json' }, configValue: { limits: { rows: 1 } } };
    expect(mfWords(configured, known)).toEqual([
      '--config={"settings":"prod.json"}',
      '--config-value={"limits":{"rows":1}}',
    ]);
    const typed = ['--config.settings=prod.json', '--config-value.limits={}', '--alpha=1'];
    const read = { config: { settings: 'prod.json' }, configValue: { limits: '{}' }, alpha: 1 };
    expect(mfWords({ ...read, __unparsed__: typed }, known)).toEqual([
      '--config={"settings":"prod.json"}',
      '--config-value={"limits":"{}"}',
      '--alpha=1',
    ]);
  });

  it("spells mf's own options in its way, and parameters as they are", () => {
    const typed = ['--maxWorkers=4', '--run-id', '1767225600123456', '--minVotes=10', '--with=retry:times=1,minutes=2'];
    expect(mfWords({ __unparsed__: typed }, options)).toEqual([
      '--max-workers=4',
      '--run-id',
      '1767225600123456',
      '--minVotes=10',
      '--with=retry:times=1,minutes=2',
    ]);
  });

  it('adds what the target sets, unless it was typed', () => {
    const words = mfWords(
      {
        file: 'a.flow.ts',
        maxWorkers: 2,
        alpha: 0.5,
        titles: ['a', 'b'],
        flag: false,
        name: 'x y',
        with: ['retry', 'b'],
        __unparsed__: ['--alpha=1'],
      },
      options,
    );
    expect(words).toEqual([
      '--max-workers=2',
      '--titles=["a","b"]',
      '--flag=false',
      '--name=x y',
      '--with=retry',
      '--with=b',
      '--alpha=1',
    ]);
  });

  it('writes options without a value as such', () => {
    const flags = { ...options, flags: ['production'] };
    expect(mfWords({ production: true, branch: 'b' }, flags)).toEqual(['--production', '--branch=b']);
    expect(mfWords({ production: false }, flags)).toEqual([]);
    expect(mfWords({ production: true, __unparsed__: ['--production', 'x'] }, flags)).toEqual(['--production', 'x']);
    expect(mfWords({ production: false, __unparsed__: ['--no-production'] }, flags)).toEqual([]);
  });

  it('switches off what is on', () => {
    const switches = { ...options, switchedOn: ['followResumed'] };
    expect(mfWords({ followResumed: true }, switches)).toEqual([]);
    expect(mfWords({ followResumed: false }, switches)).toEqual(['--no-follow-resumed']);
    for (const typed of ['--no-follow-resumed', '--followResumed=false']) {
      expect(mfWords({ followResumed: false, __unparsed__: [typed] }, switches)).toEqual(['--no-follow-resumed']);
    }
  });

  it('leaves out what the executor has handled, in both forms', () => {
    expect(mfWords({ file: 'b', __unparsed__: ['--file', 'b', '--alpha=1'] }, options)).toEqual(['--alpha=1']);
    expect(mfWords({ file: 'b', __unparsed__: ['--file=b', 'step'] }, options)).toEqual(['step']);
  });

  it('knows an option in both spellings', () => {
    expect(mfWords({ maxWorkers: 4, __unparsed__: ['--max-workers', '4'] }, options)).toEqual(['--max-workers', '4']);
  });
});

describe('typedValues', () => {
  it('has the text of each', () => {
    expect(
      typedValues({ __unparsed__: ['--with', 'retry:times=1,minutes=2', '--with=b', '--tag=1e3'] }, 'with'),
    ).toEqual(['retry:times=1,minutes=2', 'b']);
  });
});
