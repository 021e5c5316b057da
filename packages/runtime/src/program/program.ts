import { computeDefaults, describeFlow, type FlowClass, isFlowClass } from '@mf/flow/internal';
import { NotAFlowError } from '@mf/flow/internal';
import type { FlowDescription, FlowIR, FlowSyntax, Json } from '@mf/ir';
import { assembleFlowIR } from '@mf/ir/graph';

/** What is told to the functions of deploy-time parameters. */
export interface DeployTimeFacts {
  readonly flowName: string;
  readonly userName: string;
  /** Kind of the datastore: `local`, `s3`. */
  readonly dsType: string;
  readonly logger: (line: string) => void;
}

/** A flow with what its syntax said: what a bundle exports as `program`. */
export interface Program {
  readonly flowClass: FlowClass;
  readonly syntax: FlowSyntax;
  /** What is only known by loading the flow. @throws what the flow's own code throws, and coded errors of `@mf/flow` */
  describe(): FlowDescription;
  /** The same graph that the compiler sees. */
  ir(): FlowIR;
  /**
   * Values of deploy-time parameters, by parameter name: of all of them, or of those named.
   * @throws what the author's functions throw
   */
  computeDefaults(facts: DeployTimeFacts, names?: readonly string[]): Promise<Record<string, Json>>;
}

/**
 * Makes the program of a bundle.
 *
 * @param exported what the flow's module exports under the name that the syntax says
 * @throws NotAFlowError when that is no flow class
 */
export function createProgram(exported: unknown, syntax: FlowSyntax): Program {
  if (!isFlowClass(exported)) throw new NotAFlowError(exported);
  const flowClass = exported;
  let ir: FlowIR | undefined;
  return {
    flowClass,
    syntax,
    describe: () => describeFlow(flowClass),
    ir: () => (ir ??= assembleFlowIR(syntax, describeFlow(flowClass))),
    computeDefaults: (facts, names) => computeDefaults(flowClass, facts, names),
  };
}
