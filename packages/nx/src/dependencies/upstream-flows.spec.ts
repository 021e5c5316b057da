import { upstreamFlows } from './upstream-flows';

describe('upstreamFlows', () => {
  it.each([
    ["@triggerOnFinish({ flow: 'TrainFlow' })", ['TrainFlow']],
    ["@triggerOnFinish({ flow: 'fraud.prod.TrainFlow' })", ['TrainFlow']],
    ["@mf.triggerOnFinish({ flows: ['A', { name: 'B', project: 'fraud' }, 'x.y.C', 'A'] })", ['A', 'B', 'C']],
    ["@schedule({ daily: true }) @triggerOnFinish({ 'flow': { name: 'A' } })", ['A']],
    ['@triggerOnFinish({ flow: TrainFlow })', []],
    ['@triggerOnFinish({ flow: `T${x}` })', []],
    ['@triggerOnFinish(...options)', []],
    ["@trigger({ flow: 'TrainFlow' }) /* triggerOnFinish */", []],
  ])('of %s are %j', async (decorators, flows) => {
    for (const head of ['export class', 'export default class', 'class']) {
      expect(await upstreamFlows('a.flow.ts', `${decorators}\n${head} ReportFlow extends FlowSpec {}`)).toEqual(flows);
    }
  });

  it('are none in a file that does not parse', async () => {
    expect(await upstreamFlows('a.flow.ts', '@triggerOnFinish({ flow: ')).toEqual([]);
  });
});
