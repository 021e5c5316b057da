import { type StepDecorator, stepDecorator } from './step-decorator';
import { metaflowAttributes } from './metaflow-attributes';

export interface ResourcesOptions {
  /** CPUs; parts of one are possible. Default 1. */
  cpu?: number | string;
  gpu?: number | string;
  /** Megabytes. */
  disk?: number | string;
  /** Megabytes. Default 4096. */
  memory?: number | string;
  /** Megabytes of `/dev/shm`. */
  sharedMemory?: number;
}

/**
 * What a step needs, on whatever it runs: with `@kubernetes` the larger of both counts. A local run pays no heed to it. Metaflow's
 * `@resources`.
 */
export function resources(options: ResourcesOptions = {}): StepDecorator {
  return stepDecorator({ name: 'resources', attributes: metaflowAttributes({ ...options }) });
}
