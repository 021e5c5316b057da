import { metaflowAttributes } from './metaflow-attributes';
import { type StepDecorator, stepDecorator } from './step-decorator';

/** A taint that the step's pod may be placed beside: `V1Toleration` of Kubernetes. */
export interface Toleration {
  key?: string;
  /** `Equal` when not given. */
  operator?: 'Exists' | 'Equal';
  value?: string;
  /** Every effect when not given. */
  effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  /** How long a pod stays on a node that gets the taint; only with `NoExecute`. */
  tolerationSeconds?: number;
}

export interface SecurityContext {
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  runAsUser?: number;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
}

/** Sizes are in megabytes. What is not given is left to Metaflow's defaults, and to the configuration of what deploys the flow. */
export interface KubernetesOptions {
  /** CPUs; parts of one are possible. Default 1. */
  cpu?: number | string;
  /** Default 4096. */
  memory?: number | string;
  /** Default 10240. */
  disk?: number | string;
  /** Image of the container. */
  image?: string;
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Names of secrets for the image's registry. */
  imagePullSecrets?: readonly string[];
  serviceAccount?: string;
  /** Names of Kubernetes secrets whose values become variables of the step. */
  secrets?: readonly string[];
  /** Labels that a node must have. */
  nodeSelector?: Readonly<Record<string, string>> | string;
  /** Kubernetes' namespace, not Metaflow's. */
  namespace?: string;
  /** 0 asks for a node without GPUs. */
  gpu?: number | string;
  gpuVendor?: 'nvidia' | 'amd';
  tolerations?: readonly Toleration[];
  labels?: Readonly<Record<string, string | null>>;
  annotations?: Readonly<Record<string, string>>;
  /** Mount a tmpfs at `tmpfsPath`. */
  useTmpfs?: boolean;
  /** Whether the tmpfs is `current.tempdir`. Default true. */
  tmpfsTempdir?: boolean;
  /** Default: half of the memory. */
  tmpfsSize?: number | string;
  /** Default `/metaflow_temp`. */
  tmpfsPath?: string;
  /** Where to mount persistent volumes, by the name of their claim. */
  persistentVolumeClaims?: Readonly<Record<string, string>>;
  /** Size of `/dev/shm`. */
  sharedMemory?: number;
  port?: number;
  computePool?: string;
  executable?: string;
  /** Seconds. Default 600. */
  hostnameResolutionTimeout?: number;
  /** Default `burstable`. */
  qos?: 'Guaranteed' | 'Burstable' | 'guaranteed' | 'burstable';
  /** Quantities of extended resources, by their names. */
  extendedResources?: Readonly<Record<string, string | number>>;
  securityContext?: SecurityContext;
}

/** Run the step as a pod on Kubernetes. Metaflow's `@kubernetes`. */
export function kubernetes(options: KubernetesOptions = {}): StepDecorator {
  const { tolerations, securityContext, ...others } = options;
  return stepDecorator({
    name: 'kubernetes',
    attributes: metaflowAttributes({
      ...others,
      tolerations: tolerations?.map((toleration) => metaflowAttributes({ ...toleration })),
      securityContext: securityContext && metaflowAttributes({ ...securityContext }),
    }),
  });
}
