import { FlowSpec, type Inputs, step } from '@mf/flow';

/** Each item of a foreach goes its own way: through a merge, past it, or straight to the last step before the join. */
export class ItemSwitchFlow extends FlowSpec {
  xs!: string[];
  way!: string;
  log!: string[];

  @step start() {
    this.xs = ['a', 'b', 'skip'];
    this.next(this.pick, { foreach: 'xs' });
  }
  @step pick() {
    this.way = String(this.input);
    this.log = [this.way];
    this.next({ a: this.a, b: this.b, skip: this.leave }, { condition: 'way' });
  }
  @step a() {
    this.log = [...this.log, 'in a'];
    this.next(this.merge);
  }
  @step b() {
    this.log = [...this.log, 'in b'];
    this.next(this.merge);
  }
  @step merge() {
    this.log = [...this.log, 'merged'];
    this.next(this.leave);
  }
  @step leave() {
    this.next(this.join);
  }
  @step join(inputs: Inputs<ItemSwitchFlow>) {
    this.log = inputs.map(({ log }) => log.join(' '));
    this.next(this.end);
  }
  @step end() {
    console.log(this.log.join());
  }
}
