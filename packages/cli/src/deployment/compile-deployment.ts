import { airflowTags, type Compute, dagId, printDag } from '@mf/airflow';
import { type FlowIR, planFlow, readKubernetesConfiguration } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { decospecs } from '../options/decospecs';
import type { LoadedFlow } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { filesOfBundle } from '../snapshot/bundle-files';
import { manifestText } from '../snapshot/manifest';
import { deployedLauncher, startFile } from '../snapshot/start-file';
import type { OutputFile, TextFile } from '../snapshot/write-files';
import { containerDeployment, type ContainerOptions, type MakeImages, pushedImages } from './container-deployment';
import { deployedDefaults } from './deployed-defaults';
import { deployedProject } from './deployed-project';
import { fitsAirflow } from './fits-airflow';
import { type ProductionToken, productionToken, type TokenOptions } from './production-token';

/** How a flow is put on Airflow. */
export interface DeploymentOptions extends TokenOptions, ContainerOptions {
  /** DAG id; when not given the flow's name, with `@project` that of the deployment. */
  readonly name?: string;
  readonly compute: Compute;
  readonly maxWorkers: number;
  /** Seconds that a run may take. */
  readonly workflowTimeout?: number;
  readonly with: readonly string[];
  readonly tag: readonly string[];
  readonly branch?: string;
  readonly production?: boolean;
  readonly namespace?: string;
  /** How images of steps in containers are made; by making and pushing them when not given. */
  readonly makeImages?: MakeImages;
}

/** A flow as it goes to Airflow. */
export interface CompiledDeployment {
  readonly ir: FlowIR;
  readonly dagId: string;
  readonly dag: TextFile;
  /** To be saved before the deployment is written. */
  readonly token: ProductionToken;
  /** Name of the file that its tasks start, or of the image. */
  readonly runs: { readonly bundle: string } | { readonly image: string };
  /** Names all other files with their content. */
  readonly manifest: TextFile;
  /** In the order to write them in: what others need first, then the DAG, and last the manifest. */
  readonly files: readonly OutputFile[];
}

/** Compiles a flow for Airflow. Undefined when it cannot be; why has been printed. */
export async function compileDeployment(
  flow: LoadedFlow,
  options: DeploymentOptions,
  io: CommandIo,
): Promise<CompiledDeployment | undefined> {
  const compiled = compiledOrReported(flow, io);
  if (!compiled) return undefined;
  const { ir } = compiled;
  const added = decospecs(options.with, 'airflow create', io.env);
  if (!fitsAirflow({ ir, root: flow.root }, added, options.compute, io)) return undefined;
  const project = await deployedProject(ir, options, io);
  const id = dagId(ir, project, options);
  const { compute } = options;
  const configuration = compute === 'process' ? undefined : readKubernetesConfiguration(io.env);
  const plan = planFlow(ir, {
    with: added,
    maxWorkers: options.maxWorkers,
    project,
    runTimeoutSeconds: options.workflowTimeout,
    ...(compute === 'kubernetes' && { kubernetes: configuration }),
  });
  const makeImages = options.makeImages ?? pushedImages(compiled, added, options, io);
  const containers =
    compute !== 'process' && configuration
      ? await containerDeployment(plan, compute, configuration, options, makeImages, io)
      : undefined;
  const token = await productionToken({ flow: ir.name, dagId: id, project }, options, io);
  const launcher = deployedLauncher();
  const start = startFile(compiled, launcher.path);
  const dag = {
    path: `${id}.py`,
    text: printDag(plan, {
      dagId: id,
      startFile: start.path,
      parameterDefaults: await deployedDefaults(flow, compiled, io),
      tags: airflowTags(options.tag),
      ...(io.env['METAFLOW_OWNER'] && { owner: io.env['METAFLOW_OWNER'] }),
      ...(project && { projectBranch: project.branch }),
      ...(options.namespace !== undefined && { namespace: options.namespace }),
      productionToken: token.token,
      ...(containers && { containers }),
    }),
  };
  // In an image, the code is there already.
  const runs = containers ? { image: containers.image } : { bundle: start.path };
  const files = containers ? [dag] : [...(await filesOfBundle(compiled, added)), launcher, start, dag];
  const manifest: TextFile = {
    path: `${id}.manifest.json`,
    text: manifestText(ir, files, {
      ...{ dagId: id, dag: dag.path, compute },
      ...runs,
    }),
  };
  return { ir, dagId: id, dag, token, runs, manifest, files: [...files, manifest] };
}
