import { FlowSpec, type Inputs, retry, step } from '@mf/flow';

/** Branches, a foreach and its join, retries, and an artifact large enough to be written in pieces. */
export class SturdyFlow extends FlowSpec {
  letters!: string[];
  letter!: string;
  words!: string[];
  noise!: Uint8Array;
  sum!: number;

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  start() {
    console.log('begin');
    this.next(this.spell, this.weigh);
  }

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  spell() {
    this.letters = ['a', 'b', 'c'];
    this.next(this.repeat, { foreach: 'letters' });
  }

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  async repeat() {
    this.letter = (this.input as string).repeat(3);
    console.log(this.letter);
    await new Promise((resolve) => setTimeout(resolve, 30));
    this.next(this.collect);
  }

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  collect(inputs: Inputs<SturdyFlow>) {
    this.words = inputs.map(({ letter }) => letter);
    this.next(this.merge);
  }

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  weigh() {
    this.noise = Uint8Array.from({ length: 400_000 }, (_, index) => (index * index * 31) % 251);
    this.sum = this.noise.reduce((sum, value) => sum + value, 0);
    this.next(this.merge);
  }

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  merge(inputs: Inputs<SturdyFlow>) {
    this.mergeArtifacts(inputs, { include: ['words', 'noise', 'sum'] });
    this.next(this.end);
  }

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  end() {
    console.log(this.words.join(' '), this.sum);
  }
}
