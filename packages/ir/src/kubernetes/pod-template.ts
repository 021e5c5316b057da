import type { Json, JsonObject } from '../json';
import type { StepKubernetes } from './step-kubernetes';

/** One attempt of a task, or all of a step, that is to become a pod. */
export interface PodRequest {
  readonly step: string;
  readonly kubernetes: StepKubernetes;
  readonly image: string;
  /** What follows the image's entry point, which is complete: `step NAME --run-id R ...`. */
  readonly args: readonly string[];
  /** Variables of the container besides those that Metaflow's pods have. */
  readonly variables: Readonly<Record<string, string>>;
  /** How long the pod may run. */
  readonly deadlineSeconds: number;
  /** Facts that tools find the pod by, e.g. `metaflow/run_id`; labels must be such as Kubernetes takes. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** `V1PodTemplateSpec` of Kubernetes, as far as Metaflow's attributes reach, with nothing that is left to Kubernetes' defaults. */
export interface PodTemplate {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: PodSpec;
}

/** `V1PodSpec`. */
export interface PodSpec {
  readonly containers: readonly [PodContainer];
  readonly restartPolicy: 'Never';
  readonly activeDeadlineSeconds: number;
  readonly terminationGracePeriodSeconds: number;
  readonly serviceAccountName?: string;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly JsonObject[];
  readonly volumes: readonly JsonObject[];
}

/** `V1Container`. */
export interface PodContainer {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy?: string;
  readonly args: readonly string[];
  readonly env: readonly JsonObject[];
  readonly envFrom?: readonly JsonObject[];
  readonly ports?: readonly { readonly containerPort: number }[];
  readonly resources: { readonly requests: Quantities; readonly limits: Quantities };
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly securityContext?: JsonObject;
  readonly terminationMessagePolicy: 'FallbackToLogsOnError';
}

type Quantities = Readonly<Record<string, string>>;

/** How long a task that is told to stop has to record that. */
const terminationSeconds = 10;

/** What a pod knows of itself, by the variable: Metaflow's names. */
const ownFacts = {
  METAFLOW_KUBERNETES_NAMESPACE: 'metadata.namespace',
  METAFLOW_KUBERNETES_POD_NAMESPACE: 'metadata.namespace',
  METAFLOW_KUBERNETES_POD_NAME: 'metadata.name',
  METAFLOW_KUBERNETES_POD_ID: 'metadata.uid',
  METAFLOW_KUBERNETES_SERVICE_ACCOUNT_NAME: 'spec.serviceAccountName',
  METAFLOW_KUBERNETES_NODE_IP: 'status.hostIP',
};

/**
 * The pod of a step, with all that `@kubernetes`, `@resources` and the configuration ask for: the one place where they become
 * Kubernetes' words, for runs from this machine and for what is printed for a scheduler.
 */
export function podTemplate(request: PodRequest): PodTemplate {
  const { attributes } = request.kubernetes;
  const serviceAccount = text(attributes['service_account']);
  const pullSecrets = list(attributes['image_pull_secrets']);
  const nodeSelector = texts(attributes['node_selector']);
  const tolerations = list(attributes['tolerations']) as readonly JsonObject[];
  const volumes = podVolumes(request.kubernetes);
  return {
    metadata: {
      labels: {
        ...texts(attributes['labels']),
        'app.kubernetes.io/name': 'metaflow-task',
        'app.kubernetes.io/part-of': 'metaflow',
        ...request.labels,
      },
      annotations: { ...texts(attributes['annotations']), ...request.annotations },
    },
    spec: {
      containers: [container(request, volumes)],
      restartPolicy: 'Never',
      activeDeadlineSeconds: Math.ceil(request.deadlineSeconds),
      terminationGracePeriodSeconds: terminationSeconds,
      ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
      ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((name) => ({ name: String(name) })) }),
      ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
      ...(tolerations.length > 0 && { tolerations: tolerations.map(camelKeys) }),
      volumes: volumes.map(({ name, source }) => ({ name, ...source })),
    },
  };
}

function container(
  { step, kubernetes, image, args, variables }: PodRequest,
  volumes: readonly PodVolume[],
): PodContainer {
  const { attributes } = kubernetes;
  const policy = text(attributes['image_pull_policy']);
  const port = attributes['port'] ?? null;
  const secrets = list(attributes['secrets']).map(String);
  const security = camelKeys((attributes['security_context'] ?? {}) as JsonObject);
  const env: Readonly<Record<string, string>> = {
    METAFLOW_KUBERNETES_WORKLOAD: '1',
    METAFLOW_RUNTIME_ENVIRONMENT: 'kubernetes',
    ...(kubernetes.tmpfsSize !== null &&
      attributes['tmpfs_tempdir'] === true && { METAFLOW_TEMPDIR: String(attributes['tmpfs_path']) }),
    ...variables,
  };
  return {
    name: containerName(step),
    image,
    ...(policy !== undefined && { imagePullPolicy: readPolicy(policy) }),
    args: args.map(literal),
    env: [
      ...Object.entries(env).map(([name, value]) => ({ name, value: literal(value) })),
      ...Object.entries(ownFacts).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } })),
    ],
    ...(secrets.length > 0 && { envFrom: secrets.map((name) => ({ secretRef: { name } })) }),
    ...(port !== null && { ports: [{ containerPort: Number(port) }] }),
    resources: resources(kubernetes),
    volumeMounts: volumes.map(({ name, path }) => ({ name, mountPath: path })),
    ...(Object.keys(security).length > 0 && { securityContext: security }),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

function resources({ cpu, memory, disk, gpu, attributes }: StepKubernetes): PodContainer['resources'] {
  const extended = texts(attributes['extended_resources']);
  const amounts = { cpu: `${cpu}`, memory: `${memory}M`, 'ephemeral-storage': `${disk}M` };
  const isGuaranteed = text(attributes['qos'])?.toLowerCase() === 'guaranteed';
  return {
    requests: { ...amounts, ...extended },
    limits: {
      ...(isGuaranteed && amounts),
      ...extended,
      ...(gpu !== null && { [`${String(attributes['gpu_vendor']).toLowerCase()}.com/gpu`]: String(gpu) }),
    },
  };
}

interface PodVolume {
  readonly name: string;
  readonly path: string;
  readonly source: JsonObject;
}

function podVolumes({ tmpfsSize, sharedMemory, attributes }: StepKubernetes): PodVolume[] {
  const memory = (megabytes: number): JsonObject => ({ emptyDir: { medium: 'Memory', sizeLimit: `${megabytes}Mi` } });
  const claims = Object.entries((attributes['persistent_volume_claims'] ?? {}) as JsonObject);
  const chosen: PodVolume[] = [
    ...(tmpfsSize === null
      ? []
      : [{ name: 'tmpfs-ephemeral-volume', path: String(attributes['tmpfs_path']), source: memory(tmpfsSize) }]),
    ...(sharedMemory === null ? [] : [{ name: 'dhsm', path: '/dev/shm', source: memory(sharedMemory) }]),
    ...claims.map(([claimName, path]) => ({
      name: volumeName(claimName),
      path: String(path),
      source: { persistentVolumeClaim: { claimName } },
    })),
  ];
  // Where the root file system is read-only, as policies demand, a task still needs a place for what it is working on.
  const temporary: PodVolume = { name: 'tmp', path: '/tmp', source: { emptyDir: {} } };
  return chosen.some(({ path }) => path === temporary.path) ? chosen : [...chosen, temporary];
}

/** Kubernetes would replace `$(NAME)` in a value or an argument by the variable of that name, and reads `$$(` as `$(`. */
function literal(value: string): string {
  return value.replaceAll('$(', '$$$$(');
}

/** The case of the source does not matter to Metaflow, but to Kubernetes. */
function readPolicy(policy: string): string {
  return ['Always', 'IfNotPresent', 'Never'].find((one) => one.toLowerCase() === policy.toLowerCase()) ?? policy;
}

/** A name of at most 63 lower case letters, digits and dashes: `trainModel` is `train-model`. */
export function containerName(step: string): string {
  const name = step
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'step' : name;
}

/** The name of a claim may have dots and be longer than that of a volume. */
function volumeName(claim: string): string {
  return claim.replaceAll('.', '-').slice(0, 63).replace(/-+$/, '');
}

function camelKeys(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]),
  );
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function list(value: Json | undefined): readonly Json[] {
  return value === undefined || value === null ? [] : ([value].flat() as readonly Json[]);
}

/** Values as texts; none is an empty one, as a label without a value is. */
function texts(value: Json | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries((value ?? {}) as JsonObject).map(([key, one]) => [key, one === null ? '' : String(one)]),
  );
}
