import type { AirflowApi } from '@mf/airflow';
import type { AirflowOptions } from '../airflow/open-airflow';
import { openAirflow } from '../airflow/open-airflow';
import { scheduleText } from '../airflow/schedule-text';
import { earlierImport, waitForImport } from '../airflow/wait-for-import';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { type CompiledDeployment, compileDeployment, type DeploymentOptions } from '../deployment/compile-deployment';
import { checkComputeOptions } from '../deployment/compute-options';
import type { DagPlace } from '../dag-place/dag-place';
import { openDagPlace } from '../dag-place/open-dag-place';
import { placeFiles } from '../delivery/place-files';
import { loadFlows } from '../load-flows';
import { tokenText } from '../deployment/token-text';

export interface AirflowDeployOptions extends DeploymentOptions, AirflowOptions {
  /** See `openDagPlace`. */
  readonly to?: string;
  /** False to be done when the files are there. */
  readonly wait: boolean;
  /** Seconds. */
  readonly timeout: number;
}

/** Compiles a flow, puts its files where an Airflow has its DAGs from, and waits until that has read them. */
export async function airflowDeploy(
  file: string,
  options: AirflowDeployOptions,
  io: CommandIo,
  configs: ConfigOptions,
): Promise<number> {
  checkComputeOptions(options);
  const place = openDagPlace(options.to, io);
  // Before anything is written: a wrong password is no reason to have half a deployment.
  const api = options.wait ? await openAirflow(options, io) : undefined;
  const [flow] = await loadFlows([file], io, configs);
  const deployment = await compileDeployment(flow!, options, io);
  if (!deployment) return 1;
  const earlier = api && (await earlierImport(api, deployment.dagId, deployment.dag));
  await deployment.token.save();
  const isWritten = await write(deployment, place);
  const { ir, dagId, dag, token } = deployment;
  io.stdout.write(
    `${ir.name}: ${isWritten ? `wrote the DAG ${dagId} to` : `the DAG ${dagId} is already in`} ${place.name}\n${tokenText(token)}`,
  );
  if (!api || !earlier) return 0;
  io.stdout.write(`Waiting for Airflow ${api.release} to read it ...\n`);
  await waitForImport(api, { dagId, dag, place, earlier, isWritten, timeoutSeconds: options.timeout });
  io.stdout.write(
    isWritten && earlier.isRead
      ? `Airflow had this version before it was written: it may read it in another place than ${place.name}.\n`
      : 'Airflow has read it.\n',
  );
  await report(api, dagId, io);
  return 0;
}

async function write({ dagId, files }: CompiledDeployment, place: DagPlace): Promise<boolean> {
  let isWritten = false;
  await place.change(`Deploy ${dagId}`, async (storage) => {
    isWritten = await placeFiles(storage, files);
    return files.map(({ path }) => path);
  });
  return isWritten;
}

async function report(api: AirflowApi, dagId: string, io: CommandIo): Promise<void> {
  const dag = await api.dag(dagId);
  io.stdout.write(`Page:  ${api.address(dagId)}\n`);
  const schedule = dag && scheduleText(dag);
  if (schedule) io.stdout.write(`Runs:  ${schedule}\n`);
  if (dag?.paused) io.stdout.write('It is suspended: nothing runs until mf airflow unsuspend.\n');
}
