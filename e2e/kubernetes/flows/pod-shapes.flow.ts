import { FlowSpec, type Inputs, step } from '@mf/flow';

/** A foreach in a foreach, branches, a switch that goes back. */
export class PodShapesFlow extends FlowSpec {
  letters!: string[];
  numbers!: number[];
  letter!: string;
  word!: string;
  words!: string[];
  side!: string;
  sides!: string[];
  rounds!: number;
  way!: string;

  @step start() {
    this.letters = ['a', 'b'];
    this.next(this.outer, { foreach: 'letters' });
  }
  @step outer() {
    this.letter = this.input as string;
    this.numbers = [1, 2];
    this.next(this.inner, { foreach: 'numbers' });
  }
  @step inner() {
    this.word = `${this.letter}${this.input as number}`;
    console.log(`word ${this.word}`);
    console.error(`and aside ${this.word}`);
    this.next(this.joinNumbers);
  }
  @step joinNumbers(inputs: Inputs<PodShapesFlow>) {
    this.words = inputs.map(({ word }) => word);
    this.next(this.joinLetters);
  }
  @step joinLetters(inputs: Inputs<PodShapesFlow>) {
    this.words = inputs.flatMap(({ words }) => words);
    this.next(this.branch);
  }
  @step branch() {
    this.next(this.left, this.right);
  }
  @step left() {
    this.side = 'left';
    this.next(this.merge);
  }
  @step right() {
    this.side = 'right';
    this.next(this.merge);
  }
  @step merge(inputs: Inputs<PodShapesFlow, 'left' | 'right'>) {
    this.sides = [inputs.left.side, inputs.right.side];
    this.mergeArtifacts(inputs, { include: ['words'] });
    this.rounds = 0;
    this.next(this.count);
  }
  @step count() {
    this.rounds += 1;
    this.way = this.rounds < 2 ? 'again' : 'done';
    this.next({ again: this.count, done: this.end }, { condition: 'way' });
  }
  @step end() {
    console.log(`${this.words.join(' ')} ${this.sides.join(' ')} ${this.rounds}`);
  }
}
