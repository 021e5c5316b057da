import { flowName } from './flow-name';

describe('flowName', () => {
  it.each([
    ['export class ParameterFlow extends FlowSpec {', 'parameter-flow'],
    ['export default class ETLFlow extends FlowSpec {', 'etl-flow'],
    ['class Step2Flow extends mf.FlowSpec {', 'step2-flow'],
    ['class Helper {}\nclass MyETLFlow extends FlowSpec<X> {', 'my-etl-flow'],
    ['const nothing = 1;', 'train'],
  ])('of %s is %s', (source, name) => {
    expect(flowName('apps/train/src/train.flow.ts', source)).toBe(name);
  });
});
