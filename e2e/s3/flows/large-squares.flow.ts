import { createHash, randomBytes } from 'node:crypto';
import { current, FlowSpec, includeFile, type Inputs, parameter, retry, step } from '@mf/flow';

/** Has a bit of everything that goes to S3: a file, small and large values, branches with a retry, logs. */
export class LargeSquaresFlow extends FlowSpec {
  limit = parameter({ default: 3 });
  notes = includeFile({ default: './notes.txt' });
  numbers!: number[];
  blob!: Uint8Array;
  digest!: string;
  square!: number;
  total!: number;

  @step start() {
    this.numbers = Array.from({ length: this.limit }, (_none, index) => index + 1);
    this.blob = randomBytes(20_000_000);
    this.digest = createHash('sha1').update(this.blob).digest('hex');
    console.log(`notes: ${this.notes.trim()}`);
    this.next(this.work, { foreach: 'numbers' });
  }

  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step
  work() {
    const number = this.input as number;
    console.log(`attempt ${current.retryCount} of ${number}`);
    if (number === 2 && current.retryCount === 0) throw new Error('not at first');
    if (number === 3 && process.env['LARGE_SQUARES_FIXED'] !== '1') throw new Error('not before it is fixed');
    this.square = number * number;
    this.next(this.join);
  }

  @step join(inputs: Inputs<LargeSquaresFlow>) {
    this.total = inputs.map((input) => input.square).reduce((sum, square) => sum + square, 0);
    this.mergeArtifacts(inputs, { include: ['blob', 'digest'] });
    this.next(this.end);
  }

  @step end() {
    if (createHash('sha1').update(this.blob).digest('hex') !== this.digest)
      throw new Error('the large value is another');
    console.log(`total ${this.total}`);
  }
}
