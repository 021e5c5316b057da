import { current, FlowSpec, step } from '@mf/flow';

/** Chooses another way each time that its first step runs again. */
export class ChangeOfMindFlow extends FlowSpec {
  way!: string;
  all!: string[];

  @step start() {
    this.way = current.retryCount % 2 === 0 ? 'left' : 'right';
    this.all = [`try ${current.retryCount}`];
    this.next({ left: this.left, right: this.right }, { condition: 'way' });
  }
  @step left() {
    this.all = [...this.all, 'left'];
    this.next(this.merge);
  }
  @step right() {
    this.all = [...this.all, 'right'];
    this.next(this.merge);
  }
  @step merge() {
    this.next(this.end);
  }
  @step end() {
    console.log(this.all.join());
  }
}
