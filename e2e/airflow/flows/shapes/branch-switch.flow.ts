import { FlowSpec, type Inputs, step } from '@mf/flow';

/** Switches in the branches of a split in a split; one skips to the step before the join. */
export class BranchSwitchFlow extends FlowSpec {
  way!: string;
  log!: string[];

  @step start() {
    this.log = [];
    this.next(this.left, this.right);
  }
  @step left() {
    this.way = 'skip';
    this.next({ work: this.work, skip: this.ready }, { condition: 'way' });
  }
  @step work() {
    this.log = [...this.log, 'work'];
    this.next(this.ready);
  }
  @step ready() {
    this.log = [...this.log, 'ready'];
    this.next(this.join);
  }
  @step right() {
    this.next(this.up, this.down);
  }
  @step up() {
    this.way = 'high';
    this.next({ high: this.high, low: this.low }, { condition: 'way' });
  }
  @step high() {
    this.log = [...this.log, 'high'];
    this.next(this.corner);
  }
  @step low() {
    this.log = [...this.log, 'low'];
    this.next(this.corner);
  }
  @step down() {
    this.log = [...this.log, 'down'];
    this.next(this.corner);
  }
  @step corner(inputs: Inputs<BranchSwitchFlow>) {
    this.log = inputs.flatMap(({ log }) => log).sort();
    this.next(this.join);
  }
  @step join(inputs: Inputs<BranchSwitchFlow, 'ready' | 'corner'>) {
    this.log = [...inputs.ready.log, ...inputs.corner.log];
    this.next(this.end);
  }
  @step end() {
    console.log(this.log.join());
  }
}
