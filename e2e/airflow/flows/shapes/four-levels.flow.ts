import { FlowSpec, type Inputs, step } from '@mf/flow';

/** Four foreach loops inside of each other. */
export class FourLevelsFlow extends FlowSpec {
  as!: string[];
  bs!: string[];
  cs!: string[];
  ds!: string[];
  path!: string;
  found!: string[];

  @step start() {
    this.as = ['a', 'b'];
    this.next(this.one, { foreach: 'as' });
  }
  @step one() {
    this.path = String(this.input);
    this.bs = this.path === 'a' ? ['1'] : ['2', '3'];
    this.next(this.two, { foreach: 'bs' });
  }
  @step two() {
    this.path += String(this.input);
    this.cs = ['x'];
    this.next(this.three, { foreach: 'cs' });
  }
  @step three() {
    this.path += String(this.input);
    this.ds = this.path === 'b3x' ? ['!', '?'] : ['.'];
    this.next(this.four, { foreach: 'ds' });
  }
  @step four() {
    this.found = [
      this.foreachStack()
        .map(([index, splits, item]) => `${index}/${splits}${String(item)}`)
        .join(''),
    ];
    this.next(this.join4);
  }
  @step join4(inputs: Inputs<FourLevelsFlow>) {
    this.found = inputs.flatMap(({ found }) => found);
    this.next(this.join3);
  }
  @step join3(inputs: Inputs<FourLevelsFlow>) {
    this.found = inputs.flatMap(({ found }) => found);
    this.next(this.join2);
  }
  @step join2(inputs: Inputs<FourLevelsFlow>) {
    this.found = inputs.flatMap(({ found }) => found);
    this.next(this.join1);
  }
  @step join1(inputs: Inputs<FourLevelsFlow>) {
    this.found = inputs.flatMap(({ found }) => found);
    this.next(this.end);
  }
  @step end() {
    console.log(this.found.join());
  }
}
