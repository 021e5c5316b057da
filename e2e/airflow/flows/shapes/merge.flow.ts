import { FlowSpec, type Inputs, step } from '@mf/flow';

/** Joins that take over what their inputs agree on. */
export class MergeFlow extends FlowSpec {
  common!: number[];
  xs!: string[];
  mine!: string;
  label!: string;
  left?: string;
  right?: string;

  @step start() {
    this.common = [1, 2];
    this.next(this.a, this.b);
  }
  @step a() {
    [this.left, this.mine] = ['from a', 'a'];
    this.next(this.join);
  }
  @step b() {
    [this.right, this.mine] = ['from b', 'b'];
    this.next(this.join);
  }
  @step join(inputs: Inputs<MergeFlow, 'a' | 'b'>) {
    this.mine = `${inputs.a.mine}${inputs.b.mine}`;
    this.mergeArtifacts(inputs);
    this.next(this.fan);
  }
  @step fan() {
    this.xs = ['x', 'y'];
    this.next(this.item, { foreach: 'xs' });
  }
  @step item() {
    this.label = String(this.input);
    this.next(this.items);
  }
  @step items(inputs: Inputs<MergeFlow>) {
    this.mergeArtifacts(inputs, { exclude: ['label', 'right'] });
    this.label = inputs.map(({ label }) => label).join('');
    this.next(this.end);
  }
  @step end() {
    console.log([this.left, this.right, this.mine, this.label, this.common.join('+')].join());
  }
}
