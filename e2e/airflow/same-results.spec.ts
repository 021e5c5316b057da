import { namespace } from '@mf/client';
import type { JsonObject } from '@mf/ir';
import { type DagId, dags, flowOf } from './dags';
import { hostileTexts } from './flows/hostile-texts';
import { type BothRuns, expectSameResults, runBoth } from './side-by-side';

interface Expected {
  readonly dagId: DagId;
  readonly conf?: JsonObject;
  /** What the last step prints. */
  readonly prints?: string;
  /** Artifacts that hold where a file is stored: of them, the values alone are the same. */
  readonly located?: readonly string[];
  /** Of a flow that fails on both sides, the error of the step that does. */
  readonly fails?: RegExp;
}

const expected: readonly Expected[] = [
  // Foreach loops.
  { dagId: 'WideFlow', prints: '55' },
  { dagId: 'BodyFlow', prints: '10 left,11 up,9 down,20 left,21 up,19 down' },
  { dagId: 'ItemSwitchFlow', prints: 'a in a merged,b in b merged,skip' },
  { dagId: 'FansFlow', prints: '6' },
  { dagId: 'SizesFlow', prints: '4' },
  { dagId: 'SizesFlow', conf: { sizes: [3] }, prints: '6' },
  { dagId: 'SizesFlow', conf: { sizes: [] }, fails: /foreach over this.sizes, which is empty/ },
  { dagId: 'SizesFlow', conf: { sizes: [2, 0] }, fails: /foreach over this.ys, which is empty/ },
  { dagId: 'SizesFlow', conf: { sizes: [0, 0] }, fails: /foreach over this.ys, which is empty/ },
  { dagId: 'ThreeLevelsFlow', prints: 'side a,ap1,ap2,ap3,aq4,side b,br4' },
  { dagId: 'FourLevelsFlow', prints: '0/2a0/110/1x0/1.,1/2b0/220/1x0/1.,1/2b1/230/1x0/2!,1/2b1/230/1x1/2?' },
  {
    dagId: 'NestedFlow',
    prints: String.raw`[["{{ 7*7 }}/1","{{ 7*7 }}/2"],["plain"],["'\"$(date)\n🎬/1","'\"$(date)\n🎬/2"]]`,
  },
  // Switches and loops.
  { dagId: 'SwitchesFlow', conf: { way: 'a', deep: 'x' }, prints: 'a,x,merge,p1,last' },
  { dagId: 'SwitchesFlow', conf: { way: 'a', deep: 'm' }, prints: 'a,merge,p2,last' },
  { dagId: 'SwitchesFlow', conf: { way: 'b', deep: 'x' }, prints: 'b,last' },
  { dagId: 'SwitchesFlow', conf: { way: 'c', deep: 'm' }, prints: 'merge,p2,last' },
  { dagId: 'SwitchFanFlow', conf: { way: 'fan' }, prints: '14' },
  { dagId: 'SwitchFanFlow', conf: { way: 'split' }, prints: '30' },
  { dagId: 'SwitchFanFlow', conf: { way: 'end' }, prints: '-1' },
  { dagId: 'BranchSwitchFlow', prints: 'ready,down,high' },
  { dagId: 'RoundsFlow', prints: '3 rounds' },
  { dagId: 'RoundsFlow', conf: { most: 1 }, prints: '1 rounds' },
  { dagId: 'ItemRoundsFlow', prints: '[[1,3],[1,3]]' },
  { dagId: 'SplitRoundsFlow', prints: 'ababab' },
  { dagId: 'LoopFlow', prints: '351 after 3,207 after 2' },
  // Decorators.
  {
    dagId: 'CaughtFlow',
    prints:
      'fine,RangeError,metaflow.plugins.timeout_decorator.TimeoutException,metaflow.plugins.catch_decorator.FailureHandledByCatch',
  },
  { dagId: 'RetriesFlow', prints: '2,1,1' },
  { dagId: 'TooLateFlow', fails: /TimeoutException/ },
  { dagId: 'EnvironmentFlow', prints: 'true 14' },
  { dagId: 'proof.user.ana.ProjectFlow' },
  { dagId: 'TimedFlow', prints: '' },
  { dagId: 'CardsFlow', prints: '' },
  // The rest of the language.
  { dagId: 'InheritedFlow', prints: 'mine: 6' },
  { dagId: 'MergeFlow', prints: 'from a,,ab,xy,1+2' },
  { dagId: 'MarkedEndsFlow', prints: 'the total is 60' },
  { dagId: 'SingleStepFlow', prints: '' },
  { dagId: 'ValuesFlow', prints: '' },
  { dagId: 'MovieStatsFlow' },
  { dagId: 'InputsFlow', prints: '3 lines, 7 rows', located: ['table'] },
  {
    dagId: 'ParamsFlow',
    conf: { needed: hostileTexts.join(''), names: '$(id),{{ 7*7 }}', info: hostileTexts, level: 2 },
    prints: 'string,number,number,boolean,bigint,string,number,object,object,null',
  },
  { dagId: 'ParameterFlow', conf: { alpha: 0.1 }, prints: 'alpha is still 0.1' },
  { dagId: 'TextFlow', conf: { texts: { nested: hostileTexts }, hint: hostileTexts.join(''), flag: false } },
];

/** Options of `mf airflow create` that make no difference to a run here. */
const options = (dagId: DagId): string[] => {
  const all: readonly string[] = dags[dagId].options;
  const at = all.indexOf('--max-workers');
  return at < 0 ? [...all] : [...all.slice(0, at), ...all.slice(at + 2)];
};

describe("Metaflow's client reads the same of a run on Airflow as of one on this machine", () => {
  let runs: BothRuns[];
  beforeAll(async () => {
    namespace(null);
    const compared = expected.map(({ dagId, conf = {} }) => ({
      ...{ dagId, flow: flowOf(dagId), file: dags[dagId].file, options: options(dagId), conf },
    }));
    runs = await runBoth(compared);
  }, 1_800_000);

  it.each(expected.map((each, at) => [`${each.dagId} ${JSON.stringify(each.conf ?? {}).slice(0, 60)}`, at, each]))(
    '%s',
    (_name, at, { fails, prints, located = [] }) => {
      const both = runs[at as number]!;
      expectSameResults(both, located);
      const { here } = both;
      const failed = Object.values(here.tasks).flatMap(({ successful, exception }) => (successful ? [] : [exception]));
      expect(here.successful).toBe(fails === undefined);
      if (fails) expect(failed.join()).toMatch(fails);
      if (prints !== undefined) expect(here.printed).toBe(prints === '' ? '' : `${prints}\n`);
    },
  );
});
