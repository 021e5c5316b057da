import { FlowSpec, type Inputs, parameter, step } from '@mf/flow';

/** Switches behind switches, a merge that only some ways lead to, and a join of branches with alternatives. */
export class SwitchesFlow extends FlowSpec {
  way = parameter({ default: 'a', choices: ['a', 'b', 'c'] });
  deep = parameter({ default: 'x', choices: ['x', 'm'] });
  chosen!: string;
  chosenDeep!: string;
  log!: string[];

  @step start() {
    this.chosen = this.way;
    this.chosenDeep = this.deep;
    this.log = [];
    this.next({ a: this.a, b: this.b, c: this.merge }, { condition: 'chosen' });
  }
  @step a() {
    this.log = [...this.log, 'a'];
    this.next({ x: this.x, m: this.merge }, { condition: 'chosenDeep' });
  }
  @step x() {
    this.log = [...this.log, 'x'];
    this.next(this.merge);
  }
  @step b() {
    this.log = [...this.log, 'b'];
    this.next(this.last);
  }
  @step merge() {
    this.log = [...this.log, 'merge'];
    this.next(this.p, this.q);
  }
  @step p() {
    this.next({ x: this.p1, m: this.p2 }, { condition: 'chosenDeep' });
  }
  @step p1() {
    this.log = [...this.log, 'p1'];
    this.next(this.join);
  }
  @step p2() {
    this.log = [...this.log, 'p2'];
    this.next(this.join);
  }
  @step q() {
    this.next(this.join);
  }
  @step join(inputs: Inputs<SwitchesFlow>) {
    this.log = inputs[0]!.log;
    this.next(this.last);
  }
  @step last() {
    this.log = [...this.log, 'last'];
    this.next(this.end);
  }
  @step end() {
    console.log(this.log.join());
  }
}
