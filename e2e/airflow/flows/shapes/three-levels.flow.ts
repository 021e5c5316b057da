import { FlowSpec, type Inputs, step } from '@mf/flow';

/** Three foreach loops inside of each other, the second in one branch of a static split. */
export class ThreeLevelsFlow extends FlowSpec {
  xs!: string[];
  ys!: string[];
  zs!: string[];
  path!: string;
  found!: string[];
  side!: string;

  @step start() {
    this.xs = ['a', 'b'];
    this.next(this.one, { foreach: 'xs' });
  }
  @step one() {
    this.path = String(this.input);
    this.next(this.deep, this.shallow);
  }
  @step shallow() {
    this.side = `side ${this.path}`;
    this.next(this.both);
  }
  @step deep() {
    this.ys = this.path === 'a' ? ['p', 'q'] : ['r'];
    this.next(this.two, { foreach: 'ys' });
  }
  @step two() {
    this.path += String(this.input);
    this.zs = this.path === 'ap' ? ['1', '2', '3'] : ['4'];
    this.next(this.three, { foreach: 'zs' });
  }
  @step three() {
    this.path += String(this.input);
    this.next(this.join3);
  }
  @step join3(inputs: Inputs<ThreeLevelsFlow>) {
    this.found = inputs.map(({ path }) => path);
    this.next(this.join2);
  }
  @step join2(inputs: Inputs<ThreeLevelsFlow>) {
    this.found = inputs.flatMap(({ found }) => found);
    this.next(this.both);
  }
  @step both(inputs: Inputs<ThreeLevelsFlow, 'shallow' | 'join2'>) {
    this.found = [inputs.shallow.side, ...inputs.join2.found];
    this.next(this.join1);
  }
  @step join1(inputs: Inputs<ThreeLevelsFlow>) {
    this.found = inputs.flatMap(({ found }) => found);
    this.next(this.end);
  }
  @step end() {
    console.log(this.found.join());
  }
}
