import { flowClassName, flowName } from './flow-name';

describe('flowName', () => {
  it.each([
    ['export class ParameterFlow extends FlowSpec {', 'parameter-flow'],
    ['export default class ETLFlow extends FlowSpec {', 'etl-flow'],
    ['class Step2Flow extends mf.FlowSpec {', 'step2-flow'],
    ['class Helper {}\nclass MyETLFlow extends FlowSpec<X> {', 'my-etl-flow'],
    ['abstract class Base extends FlowSpec {}\nexport class MyFlow extends Base {', 'my-flow'],
    ['class Base extends FlowSpec {}\nclass MyFlow extends Base {}\nexport { MyFlow };', 'my-flow'],
    [
      "import { Base } from './base';\nclass Oops extends Error {}\nexport default class MyFlow extends Base {",
      'my-flow',
    ],
    ['class A extends B {}\nclass B extends A {}', 'train'],
    ['const nothing = 1;', 'train'],
  ])('of %s is %s', (source, name) => {
    expect(flowName('apps/train/src/train.flow.ts', flowClassName(source))).toBe(name);
  });
});
