import { basename, relative } from 'node:path';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { flowOutcomes } from '../flow-outcomes';
import type { LoadedFlow } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { ownFilesOfBundle } from '../snapshot/bundle-files';
import { irText, manifestText } from '../snapshot/manifest';
import { outputFolder } from '../snapshot/output-folder';
import { writeFiles } from '../snapshot/write-files';
import type { FlowOutcome } from '../report/flow-outcome';

/** A flow, and the folder that it is written to, relative to the current one; the default when not given. */
export interface CompileRequest {
  readonly file: string;
  readonly output?: string;
}

/**
 * Writes of each flow what is its own: the IR, the module with the author's code and its map, and the manifest of these. What runs the module
 * is not there: it is the same for all flows, and goes with it into a DAG's folder or an image.
 */
export function compile(
  requests: readonly CompileRequest[],
  io: CommandIo,
  configs: ConfigOptions = {},
): AsyncGenerator<FlowOutcome> {
  return flowOutcomes(requests, io, configs, (flow, { output }, out) => compileOne(flow, output, out));
}

async function compileOne(flow: LoadedFlow, output: string | undefined, io: CommandIo): Promise<boolean> {
  const compiled = compiledOrReported(flow, io);
  if (!compiled) return false;
  const { ir, bundle } = compiled;
  const folder = outputFolder({ root: flow.root, flowName: ir.name, cwd: io.cwd, output });
  const files = [...(await ownFilesOfBundle(compiled)), { path: 'flow.ir.json', text: irText(ir) }];
  await writeFiles(folder, [...files, { path: 'manifest.json', text: manifestText(ir, files) }]);
  io.stdout.write(
    `${ir.name}: wrote flow.ir.json, manifest.json and ${basename(bundle)} to ${relative(io.cwd, folder) || '.'}\n`,
  );
  return true;
}
