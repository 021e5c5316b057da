import type { CommandIo } from '../command-io';
import { openDagPlace } from '../dag-place/open-dag-place';
import { currentUser } from '../deployment/current-user';
import type { DeliveryContext } from './delivery-context';
import { DeliveryStore } from './delivery-store';
import { environmentAirflow } from '../environment/environment-airflow';
import { openEnvironment } from '../environment/open-environment';
import { sourceVersion } from './source-version';

/** Which environment a command is about, and whether it looks at its Airflow. */
export interface DeliveryOptions {
  readonly environment?: string | undefined;
  /** False to be done when the files are as they are to be. */
  readonly wait: boolean;
  /** Seconds that Airflow may take to read a file. */
  readonly timeout: number;
  /** Production token of what somebody else has deployed. */
  readonly authorize?: string | undefined;
}

/** @throws EnvironmentNotFoundError, InvalidEnvironmentError, and what `openDagPlace` throws */
export async function openDelivery(options: DeliveryOptions, io: CommandIo): Promise<DeliveryContext> {
  const target = openEnvironment(options.environment, io);
  return {
    target,
    airflow: environmentAirflow(target, options.wait),
    place: openDagPlace(target.environment.dags, target.io),
    store: await DeliveryStore.open(target),
    version: await sourceVersion(target.root, target.io.env),
    user: await currentUser(target.io),
    timeoutSeconds: options.timeout,
  };
}
