import { createHash, randomBytes } from 'node:crypto';
import { FlowSpec, step } from '@mf/flow';

/** Stores what is so large, also when it is packed, that reading it takes a thread. */
export class LargeSourceFlow extends FlowSpec {
  blob!: Uint8Array;
  digest!: string;

  @step start() {
    this.blob = randomBytes(40_000_000);
    this.digest = createHash('sha1').update(this.blob).digest('hex');
    this.next(this.end);
  }

  @step end() {}
}
