import type { FlowSpec } from './flow-spec';

// A target return type of `any` keeps TypeScript from inferring the return type of the method that is being declared.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Method = (...args: any[]) => any;

/** `any` is everything, a method too: a field of that type is none. */
type IsAny<T> = 0 extends 1 & T ? true : false;

type MethodName<F> = {
  [K in keyof F]: IsAny<F[K]> extends true ? never : F[K] extends Method ? K : never;
}[keyof F];

/** The names of a flow's own methods: its steps, and helpers that nobody would name in a join. */
export type StepName<F extends FlowSpec> = Exclude<MethodName<F>, keyof FlowSpec> & string;

/** The fields of a flow as they were at the end of one task: artifacts, parameters and constants. */
export type Artifacts<F extends FlowSpec> = Readonly<Omit<F, keyof FlowSpec | MethodName<F>>>;

/** What a join gets of one task that ended before it: its artifacts, and where in a foreach it stood. */
export type Input<F extends FlowSpec> = Artifacts<F> & Pick<FlowSpec, 'input' | 'index' | 'foreachStack'>;

/**
 * What a join receives. After a static split, name the steps that end the branches: `Inputs<MyFlow, 'a' | 'b'>` gives
 * `inputs.a.x`. After a foreach, `Inputs<MyFlow>` is an array in the order of the items.
 */
export type Inputs<F extends FlowSpec, Branch extends StepName<F> = never> = readonly Input<F>[] & {
  readonly [B in Branch]: Input<F>;
};
