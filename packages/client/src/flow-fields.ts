/** Any flow: its artifacts are not known to TypeScript. */
export interface AnyFlow {
  readonly [artifact: string]: unknown;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Method = (...args: any[]) => any;

/** What every flow has besides its artifacts, methods aside: see FlowSpec of @mf/flow. */
type FlowMember = 'input' | 'index';

/** The fields of a flow's class that a task stores: artifacts, parameters and constants. */
export type FlowFields<F> = {
  readonly [K in keyof F as F[K] extends Method ? never : K extends FlowMember ? never : K]: F[K];
};
