import { FlowSpec, type Inputs, step } from '@mf/flow';

/** The golden flow `nested_foreach`, in TypeScript. */
export class NestedForeach extends FlowSpec {
  outer!: number[];
  o!: unknown;
  inner!: Record<string, number>;
  inner_keys!: string[];
  v!: string;
  vs!: string[];
  all!: Record<string, string[]>;

  @step start() {
    this.outer = [10, 20];
    this.next(this.mid, { foreach: 'outer' });
  }

  @step mid() {
    this.o = this.input;
    this.inner = { x: 1, y: 2 };
    this.inner_keys = ['x', 'y', 'z'];
    this.next(this.leaf, { foreach: 'inner_keys' });
  }

  @step leaf() {
    this.v = `${String(this.o)}-${String(this.input)}`;
    this.next(this.join_inner);
  }

  @step join_inner(inputs: Inputs<NestedForeach>) {
    this.vs = inputs.map(({ v }) => v);
    this.mergeArtifacts(inputs, { include: ['o'] });
    this.next(this.join_outer);
  }

  @step join_outer(inputs: Inputs<NestedForeach>) {
    this.all = Object.fromEntries(inputs.map(({ o, vs }) => [String(o), vs]));
    this.next(this.end);
  }

  @step end() {
    // As Python prints a dict.
    console.log(JSON.stringify(this.all).replaceAll('"', "'").replaceAll(',', ', ').replaceAll(':', ': '));
  }
}
