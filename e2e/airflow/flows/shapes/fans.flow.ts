import { FlowSpec, type Inputs, step } from '@mf/flow';

/** A foreach in each branch of a static split, over items of every kind. */
export class FansFlow extends FlowSpec {
  plain!: unknown[];
  rich!: unknown[];
  got!: unknown;
  all!: unknown[];

  @step start() {
    this.next(this.left, this.right);
  }
  @step left() {
    this.plain = [1, 'two', null];
    this.next(this.simple, { foreach: 'plain' });
  }
  @step simple() {
    this.got = [this.index, this.input];
    this.next(this.simples);
  }
  @step simples(inputs: Inputs<FansFlow>) {
    this.all = inputs.map(({ got }) => got);
    this.next(this.both);
  }
  @step right() {
    this.rich = [{ a: [1, true] }, 2n ** 70n, new Date(0)];
    this.next(this.complex, { foreach: 'rich' });
  }
  @step complex() {
    this.got = this.input;
    this.next(this.complexes);
  }
  @step complexes(inputs: Inputs<FansFlow>) {
    this.all = inputs.map(({ got, index }) => [index, got]);
    this.next(this.both);
  }
  @step both(inputs: Inputs<FansFlow, 'simples' | 'complexes'>) {
    this.all = [...inputs.simples.all, ...inputs.complexes.all];
    this.next(this.end);
  }
  @step end() {
    console.log(this.all.length);
  }
}
