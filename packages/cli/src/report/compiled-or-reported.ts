import type { WrittenFile } from '@mf/compiler';
import type { FlowIR } from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { LoadedFlow } from '../load-flows';
import { printDiagnostics } from './print-diagnostics';

/** A flow that can be run: what it is, and where its bundle lies. */
export interface RunnableFlow {
  readonly ir: FlowIR;
  /** Path of the bundle. */
  readonly bundle: string;
  /** The bundle's files in its folder, in the order to write them in. */
  readonly bundleFiles: readonly WrittenFile[];
  /** Packages that the bundle loads when it runs. */
  readonly externals: readonly string[];
  /** Absolute path of the workspace that they are installed in. */
  readonly root: string;
}

/** Prints the diagnostics of a flow. The flow when it has no error, undefined when it cannot be used. */
export function compiledOrReported(
  { diagnostics, root, ir, bundle }: LoadedFlow,
  io: CommandIo,
): RunnableFlow | undefined {
  printDiagnostics(diagnostics, root, io);
  if (!ir || !bundle || diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  return { ir, bundle: bundle.path, bundleFiles: bundle.files, externals: bundle.externals, root };
}
