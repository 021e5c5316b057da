import type { Compute } from '@mf/airflow';
import { capabilities, type DecoratorIR, type Feature, type FlowIR, type Support, unsupportedFeatures } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { printDiagnostics } from '../report/print-diagnostics';
import { InvalidWithError } from '../options/with-decorators';

/**
 * Whether Airflow can do all that a flow uses. What it cannot has been printed, with its places in the source.
 *
 * @param added decorators of `--with`
 * @throws InvalidWithError for one of those that Airflow cannot do
 */
export function fitsAirflow(
  { ir, root }: { readonly ir: FlowIR; readonly root: string },
  added: readonly DecoratorIR[],
  compute: Compute,
  io: CommandIo,
): boolean {
  const unsupported = unsupportedFeatures(ir, `airflow/${compute}`);
  printDiagnostics(unsupported, root, io);
  for (const { name } of added) {
    const support: Support | undefined = capabilities[`airflow/${compute}`][name as Feature];
    if (support !== undefined && support !== 'supported')
      throw new InvalidWithError(name, `on Airflow it ${support.reason}`);
  }
  return unsupported.length === 0;
}
