import { join, relative } from 'node:path';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { compileDeployment, type DeploymentOptions } from '../deployment/compile-deployment';
import { checkComputeOptions } from '../deployment/compute-options';
import { dagCollision } from '../deployment/dag-collision';
import { tokenText } from '../deployment/token-text';
import { flowOutcomes } from '../flow-outcomes';
import type { LoadedFlow } from '../load-flows';
import { outputFolder } from '../snapshot/output-folder';
import { writeFiles } from '../snapshot/write-files';
import type { FlowOutcome } from '../report/flow-outcome';

/** A flow, and the folder that its DAG file is written to, relative to the current one; the default when not given. */
export interface AirflowCreateRequest extends DeploymentOptions {
  readonly file: string;
  readonly output?: string;
}

/** Writes the DAG file of each flow, with the bundle that it runs and a manifest beside it; of two that would be one file the first. */
export function airflowCreate(
  requests: readonly AirflowCreateRequest[],
  io: CommandIo,
  configs: ConfigOptions = {},
): AsyncGenerator<FlowOutcome> {
  const written = new Map<string, LoadedFlow[]>();
  return flowOutcomes(requests, io, configs, (flow, request, out) => createOne(flow, request, out, written));
}

/** @param written flows that the same command has written, by folder */
async function createOne(
  loaded: LoadedFlow,
  options: AirflowCreateRequest,
  io: CommandIo,
  written: Map<string, LoadedFlow[]>,
): Promise<boolean> {
  checkComputeOptions(options);
  const place = options.output ?? `default of ${loaded.root}`;
  const collision = dagCollision(loaded, written.get(place) ?? []);
  const flow = collision ? { ...loaded, diagnostics: [...loaded.diagnostics, collision] } : loaded;
  const deployment = await compileDeployment(flow, options, io);
  if (!deployment) return false;
  const { ir, dagId, dag, runs, files, token } = deployment;
  const folder =
    options.output === undefined
      ? join(outputFolder({ root: flow.root, flowName: ir.name, cwd: io.cwd, output: undefined }), 'airflow')
      : outputFolder({ root: flow.root, flowName: ir.name, cwd: io.cwd, output: options.output });
  written.set(place, [...(written.get(place) ?? []), loaded]);
  await token.save();
  await writeFiles(folder, files);
  io.stdout.write(
    `${ir.name}: wrote the DAG ${dagId} to ${relative(io.cwd, join(folder, dag.path))}; it runs ${Object.values(runs).join()}\n${tokenText(token)}`,
  );
  return true;
}
