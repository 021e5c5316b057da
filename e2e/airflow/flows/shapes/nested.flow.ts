import { FlowSpec, type Inputs, step } from '@mf/flow';

/** A foreach in a foreach, in one case of a switch; items whose text a template or a shell would change. */
export class NestedFlow extends FlowSpec {
  texts!: string[];
  numbers!: number[];
  kind!: string;
  value!: string;
  got!: string[];
  all!: string[][];

  @step start() {
    this.texts = ['{{ 7*7 }}', 'plain', `'"$(date)\n\u{1f3ac}`];
    this.next(this.pick, { foreach: 'texts' });
  }
  @step pick() {
    this.kind = this.input === 'plain' ? 'plain' : 'deep';
    this.value = String(this.input);
    this.next({ deep: this.split, plain: this.plain }, { condition: 'kind' });
  }
  @step split() {
    this.numbers = [1, 2];
    this.next(this.work, { foreach: 'numbers' });
  }
  @step work() {
    this.value = `${this.value}/${String(this.input)}`;
    this.next(this.inner);
  }
  @step inner(inputs: Inputs<NestedFlow>) {
    this.got = inputs.map(({ value }) => value);
    this.next(this.merge);
  }
  @step plain() {
    this.got = [this.value];
    this.next(this.merge);
  }
  @step merge() {
    this.next(this.outer);
  }
  @step outer(inputs: Inputs<NestedFlow>) {
    this.all = inputs.map(({ got }) => got);
    this.next(this.end);
  }
  @step end() {
    console.log(JSON.stringify(this.all));
  }
}
