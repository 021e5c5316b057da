// Written by scripts/write-option-types.mjs from schema.json.

/** Ends the pods of tasks that have not ended. */
export interface KubernetesKillExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** The run; the latest that was started here when no user is given either. */
  readonly runId?: string | number;
  /** Runs of this user. */
  readonly user?: string;
  /** All of your runs. */
  readonly myRuns?: boolean;
  /** Kubernetes' namespace; METAFLOW_KUBERNETES_NAMESPACE, else default, when not given. */
  readonly k8sNamespace?: string;
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** Names of the options that `mf` has as well. */
export const kubernetesKillOptions = {
  known: ['runId', 'user', 'k8sNamespace'],
  flags: ['myRuns'],
};
