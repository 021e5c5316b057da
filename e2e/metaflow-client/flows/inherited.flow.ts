import { step } from '@mf/flow';
import { Training } from './lib/training';

/** Inherits its parameters, its constants and most of its steps. */
export class InheritedFlow extends Training {
  override kind = 'mine';

  @step override start() {
    console.log('first');
    super.start();
  }
  @step train() {
    this.score = this.alpha * this.rows.length;
    this.next(this.end);
  }
}
