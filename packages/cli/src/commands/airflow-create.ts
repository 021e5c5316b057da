import { basename, join, relative } from 'node:path';
import { airflowTags, type Compute, dagId, printDag } from '@mf/airflow';
import {
  capabilities,
  type Feature,
  type FlowIR,
  planFlow,
  type Project,
  projectDecorator,
  type Support,
  unsupportedFeatures,
} from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { projectOptions } from '../command-line/project-options';
import { decospecs } from '../decospecs';
import { type LoadedFlow, loadFlows } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { printDiagnostics } from '../report/print-diagnostics';
import { readBundle } from '../snapshot/bundle-files';
import { manifestText } from '../snapshot/manifest';
import { outputFolder } from '../snapshot/output-folder';
import { writeFiles } from '../snapshot/write-files';
import { InvalidWithError } from '../with-decorators';
import { deployedDefaults } from './deployed-defaults';
import { type FlowOutcome, outcomeOf } from './flow-outcome';

export interface AirflowCreateOptions {
  /** DAG id; when not given the flow's name, with `@project` that of the deployment. */
  readonly name?: string;
  readonly compute: Compute;
  readonly maxWorkers: number;
  readonly with: readonly string[];
  readonly tag: readonly string[];
  readonly branch?: string;
  readonly production?: boolean;
  readonly namespace?: string;
}

/** A flow, and the folder that its DAG file is written to, relative to the current one; the default when not given. */
export interface AirflowCreateRequest extends AirflowCreateOptions {
  readonly file: string;
  readonly output?: string;
}

/** Writes the DAG file of each flow, with the bundle that it runs and a manifest beside it. */
export async function* airflowCreate(
  requests: readonly AirflowCreateRequest[],
  io: CommandIo,
  configs: ConfigOptions = {},
): AsyncGenerator<FlowOutcome> {
  const flows = await loadFlows(
    requests.map(({ file }) => file),
    io,
    configs,
  );
  for (const [i, flow] of flows.entries()) {
    yield outcomeOf(flow.file, io, (out) => createOne(flow, requests[i]!, out));
  }
}

async function createOne(flow: LoadedFlow, options: AirflowCreateRequest, io: CommandIo): Promise<boolean> {
  const compiled = compiledOrReported(flow, io);
  if (!compiled) return false;
  const { ir, bundle } = compiled;
  const unsupported = unsupportedFeatures(ir, `airflow/${options.compute}`);
  if (unsupported.length > 0) {
    printDiagnostics(unsupported, flow.root, io);
    return false;
  }
  const project = await deployedProject(ir, options, io);
  const id = dagId(ir, project, options);
  const added = decospecs(options.with, 'airflow create', io.env);
  for (const { name } of added) {
    const support: Support | undefined = capabilities[`airflow/${options.compute}`][name as Feature];
    if (support !== undefined && support !== 'supported')
      throw new InvalidWithError(name, `on Airflow it ${support.reason}`);
  }
  const dag = printDag(planFlow(ir, { with: added, maxWorkers: options.maxWorkers }), {
    dagId: id,
    bundleFile: basename(bundle),
    parameterDefaults: await deployedDefaults(flow, compiled, io),
    tags: airflowTags(options.tag),
    ...(project && { projectBranch: project.branch }),
    ...(options.namespace !== undefined && { namespace: options.namespace }),
    compute: options.compute,
  });
  const folder =
    options.output === undefined
      ? join(outputFolder({ root: flow.root, flowName: ir.name, cwd: io.cwd, output: undefined }), 'airflow')
      : outputFolder({ root: flow.root, flowName: ir.name, cwd: io.cwd, output: options.output });
  const files = [...(await readBundle(compiled, added)), { path: `${id}.py`, text: dag }];
  const manifest = manifestText(ir, files, {
    dagId: id,
    dag: `${id}.py`,
    bundle: basename(bundle),
    compute: options.compute,
  });
  await writeFiles(folder, [...files, { path: `${id}.manifest.json`, text: manifest }]);
  io.stdout.write(
    `${ir.name}: wrote the DAG ${id} to ${relative(io.cwd, join(folder, `${id}.py`))}, and ${basename(bundle)} that it runs\n`,
  );
  return true;
}

/** Project and branch of a flow with `@project`. Another flow needs neither a user nor the packages that know who that is. */
async function deployedProject(
  ir: FlowIR,
  options: AirflowCreateOptions,
  { env }: CommandIo,
): Promise<Project | undefined> {
  const given = projectOptions(options);
  if (!projectDecorator(ir) && Object.keys(given).length === 0) return undefined;
  const { resolveProject } = await import('@mf/runtime');
  return resolveProject(ir, given, env);
}
