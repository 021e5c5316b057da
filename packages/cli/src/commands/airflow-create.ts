import { basename, join, relative } from 'node:path';
import { airflowTags, type Compute, dagId, printDag } from '@mf/airflow';
import { planFlow, unsupportedFeatures } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { type LoadedFlow, loadFlows } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { printDiagnostics } from '../report/print-diagnostics';
import { readBundle } from '../snapshot/bundle-files';
import { manifestText } from '../snapshot/manifest';
import { outputFolder } from '../snapshot/output-folder';
import { writeFiles } from '../snapshot/write-files';
import { parseWith } from '../with-decorators';
import { deployedDefaults } from './deployed-defaults';
import { type FlowOutcome, outcomeOf } from './flow-outcome';

export interface AirflowCreateOptions {
  /** DAG id; the flow's name when not given. */
  readonly name?: string;
  readonly compute: Compute;
  readonly maxWorkers: number;
  readonly with: readonly string[];
  readonly tag: readonly string[];
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
): AsyncGenerator<FlowOutcome> {
  const flows = await loadFlows(
    requests.map(({ file }) => file),
    io,
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
  const id = dagId(ir, options);
  const dag = printDag(planFlow(ir, { with: options.with.map(parseWith), maxWorkers: options.maxWorkers }), {
    dagId: id,
    bundleFile: basename(bundle),
    parameterDefaults: await deployedDefaults(flow, compiled, io),
    tags: airflowTags(options.tag),
    compute: options.compute,
  });
  const folder =
    options.output === undefined
      ? join(outputFolder({ root: flow.root, flowName: ir.name, cwd: io.cwd, output: undefined }), 'airflow')
      : outputFolder({ root: flow.root, flowName: ir.name, cwd: io.cwd, output: options.output });
  const files = [...(await readBundle(compiled)), { path: `${id}.py`, text: dag }];
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
