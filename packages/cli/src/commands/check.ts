import { resolve } from 'node:path';
import { type Compute, dagId, printDag } from '@mf/airflow';
import { type DecoratorIR, type FlowIR, planFlow } from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { decospecs, type WithOptions } from '../options/decospecs';
import { UsageError } from '../options/usage-error';
import { fitsAirflow } from '../deployment/fits-airflow';
import { loadFlows } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { dagCollision } from '../deployment/dag-collision';
import { type FlowOutcome, outcomeOf } from '../report/flow-outcome';

export interface CheckOptions extends WithOptions {
  /** Where the flow is to be deployed. */
  readonly target?: 'airflow';
  /** What is to carry out its tasks there; processes when not given. */
  readonly compute?: Compute;
}

/** A flow, and others of the same Airflow that must not be the same DAG. */
export interface CheckRequest {
  readonly file: string;
  readonly namesakes?: readonly string[];
}

/**
 * Finds every error of each flow, whatever the others have, and that it would be the same DAG as one of its namesakes; with decorators to
 * add also what is wrong when steps have them, and for a target what it cannot do.
 *
 * @throws InvalidWithError, UsageError
 */
export async function* check(
  requests: readonly CheckRequest[],
  options: CheckOptions,
  io: CommandIo,
  configs: ConfigOptions = {},
): AsyncGenerator<FlowOutcome> {
  if (options.compute && !options.target)
    throw new UsageError(
      '--compute means nothing without a target',
      'Give --target airflow (in Nx --on airflow) with it.',
    );
  const added = decospecs(options.with ?? [], undefined, io.env);
  const files = [...new Set(requests.flatMap(({ file, namesakes = [] }) => [file, ...namesakes]))];
  const paths = new Map(files.map((file) => [file, resolve(io.cwd, file)]));
  const flows = new Map((await loadFlows(files, io, configs)).map((flow) => [flow.file, flow]));
  for (const { file, namesakes = [] } of requests) {
    const flow = flows.get(file)!;
    yield outcomeOf(file, io, (out) => {
      const collision = dagCollision(
        flow,
        namesakes.filter((other) => paths.get(other) !== paths.get(file)).map((other) => flows.get(other)!),
      );
      const diagnostics = collision ? [...flow.diagnostics, collision] : flow.diagnostics;
      const compiled = compiledOrReported({ ...flow, diagnostics }, out);
      if (!compiled) return false;
      if (added.length > 0) planFlow(compiled.ir, { with: added });
      if (options.target) {
        const { compute = 'process' } = options;
        if (!fitsAirflow({ ir: compiled.ir, root: flow.root }, added, compute, out)) return false;
        printsForAirflow(compiled.ir, added);
      }
      const where = options.target ? ' and can run on Airflow' : '';
      out.stdout.write(`${flow.file}: ${compiled.ir.name} has no errors${where}\n`);
      return true;
    });
  }
}

/** Makes its DAG, for what is found out only then. @throws what printDag throws */
function printsForAirflow(ir: FlowIR, added: readonly DecoratorIR[]): void {
  const computed = ir.parameters.filter(({ computedDefault }) => computedDefault);
  printDag(planFlow(ir, { with: added }), {
    dagId: dagId(ir, undefined),
    startFile: '',
    parameterDefaults: Object.fromEntries(computed.map(({ name }) => [name, null])),
    tags: [],
  });
}
