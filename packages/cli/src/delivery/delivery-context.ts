import type { AirflowApi } from '@mf/airflow';
import type { DagPlace } from '../dag-place/dag-place';
import type { DeliveryStore } from './delivery-store';
import type { OpenEnvironment } from '../environment/open-environment';
import type { SourceVersion } from './source-version';

/** What a deployment to an environment works with. */
export interface DeliveryContext {
  readonly target: OpenEnvironment;
  readonly place: DagPlace;
  readonly store: DeliveryStore;
  readonly version: SourceVersion;
  /** Null for a user without a name. */
  readonly user: string | null;
  /** The Airflow to wait for, where there is one. */
  airflow(): Promise<AirflowApi | undefined>;
  readonly timeoutSeconds: number;
}
