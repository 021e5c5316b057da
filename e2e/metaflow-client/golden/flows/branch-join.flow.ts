import { FlowSpec, type Inputs, step } from '@mf/flow';

/** The golden flow `branch_join`, in TypeScript. */
export class BranchJoin extends FlowSpec {
  common!: string;
  will_conflict!: number;
  only_a!: string;
  only_b!: string;
  dropped!: string;
  order!: number[];

  @step start() {
    this.common = 'common';
    this.will_conflict = 0;
    this.next(this.a, this.b);
  }

  @step a() {
    this.only_a = 'A';
    this.will_conflict = 1;
    this.next(this.join);
  }

  @step b() {
    this.only_b = 'B';
    this.will_conflict = 2;
    this.dropped = 'd';
    this.next(this.join);
  }

  @step join(inputs: Inputs<BranchJoin, 'a' | 'b'>) {
    this.will_conflict = inputs.a.will_conflict + inputs.b.will_conflict;
    this.order = inputs.map((input) => input.will_conflict);
    this.mergeArtifacts(inputs, { exclude: ['dropped'] });
    this.next(this.end);
  }

  @step end() {
    console.log(this.common, this.only_a, this.only_b, this.will_conflict);
  }
}
