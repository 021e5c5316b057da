import { dagId, printDag } from '@mf/airflow';
import { type DecoratorIR, type FlowIR, planFlow } from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { decospecs, type WithOptions } from '../decospecs';
import { fitsAirflow } from '../deployment/fits-airflow';
import { loadFlows } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { type FlowOutcome, outcomeOf } from './flow-outcome';

export interface CheckOptions extends WithOptions {
  /** Where the flow is to be deployed. */
  readonly target?: 'airflow';
}

/**
 * Finds every error of each flow, whatever the others have; with decorators to add also what is wrong when steps have them, and for a
 * target what it cannot do.
 *
 * @throws InvalidWithError
 */
export async function* check(
  files: readonly string[],
  options: CheckOptions,
  io: CommandIo,
  configs: ConfigOptions = {},
): AsyncGenerator<FlowOutcome> {
  const added = decospecs(options.with ?? [], undefined, io.env);
  for (const flow of await loadFlows(files, io, configs)) {
    yield outcomeOf(flow.file, io, (out) => {
      const compiled = compiledOrReported(flow, out);
      if (!compiled) return false;
      if (added.length > 0) planFlow(compiled.ir, { with: added });
      if (options.target) {
        if (!fitsAirflow({ ir: compiled.ir, root: flow.root }, added, 'process', out)) return false;
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
    bundleFile: '',
    parameterDefaults: Object.fromEntries(computed.map(({ name }) => [name, null])),
    tags: [],
    compute: 'process',
  });
}
