/** Why a pod did not do its work, or was not there at all. */
export interface PodError extends Error {
  readonly code: string;
  readonly advice: string;
  /** Whether another pod would end the same way. */
  readonly isFinal: boolean;
}

/** Neither the environment nor a file says where the cluster is. */
export class ClusterNotConfiguredError extends Error {
  override readonly name = 'ClusterNotConfiguredError';
  readonly code = 'MF9002';
  readonly advice = 'Set KUBECONFIG, or let your cloud write ~/.kube/config; kubectl must work there.';

  constructor(problem: string) {
    super(`There is no Kubernetes cluster to work with: ${problem}`);
  }
}

/** The cluster does not answer, or fails. */
export class ClusterUnreachableError extends Error {
  override readonly name = 'ClusterUnreachableError';
  readonly code = 'MF9003';
  readonly advice = 'Check the address in the kubeconfig, the network, and `kubectl get pods`.';

  constructor(
    doing: string,
    problem: string,
    override readonly cause?: unknown,
  ) {
    super(`Kubernetes could not ${doing}: ${problem}`);
  }
}

/** The cluster refuses what is asked of it. */
export class ClusterRefusedError extends Error implements PodError {
  override readonly name = 'ClusterRefusedError';
  readonly code = 'MF9004';
  readonly isFinal = true;
  readonly advice: string;

  constructor(
    doing: string,
    readonly status: number,
    reason: string,
  ) {
    super(`Kubernetes refuses to ${doing}: ${reason}`);
    this.advice =
      status === 401 || status === 403
        ? 'The user of the kubeconfig needs the rights that docs/kubernetes.md lists, or a quota is used up.'
        : 'Correct what the message names: attributes of @kubernetes, or the METAFLOW_KUBERNETES_ variables.';
  }
}

/** The container needed more memory than it may have. */
export class OutOfMemoryError extends Error implements PodError {
  override readonly name = 'OutOfMemoryError';
  readonly code = 'MF9010';
  readonly isFinal = false;
  readonly advice = 'Ask for more with @resources({ memory: ... }), in megabytes.';

  constructor(pod: string, limit: string | undefined) {
    super(`Pod ${pod} ran out of memory${limit === undefined ? '' : `, of which it may have ${limit}`} (OOMKilled)`);
  }
}

/** A node had to get rid of the pod, or the pod used more disk than it asked for. */
export class PodEvictedError extends Error implements PodError {
  override readonly name = 'PodEvictedError';
  readonly code = 'MF9011';
  readonly isFinal = false;
  readonly advice = 'Use @retry. Ask for what the step really needs: memory and disk of @resources.';

  constructor(pod: string, reason: string, message: string | undefined) {
    super(`Pod ${pod} was evicted (${reason})${message ? `: ${message.replace(/[.\s]+$/, '')}` : ''}`);
  }
}

/** The image cannot be had. */
export class ImagePullError extends Error implements PodError {
  override readonly name = 'ImagePullError';
  readonly code = 'MF9012';
  readonly isFinal = true;
  readonly advice =
    'The nodes must reach the registry and be let in: check the name of the image, and imagePullSecrets.';

  constructor(pod: string, image: string, reason: string, message: string | undefined) {
    super(`Image ${image} of pod ${pod} cannot be pulled (${reason})${message ? `: ${message}` : ''}`);
  }
}

/** No node has room for the pod. */
export class UnschedulableError extends Error implements PodError {
  override readonly name = 'UnschedulableError';
  readonly code = 'MF9013';
  readonly isFinal = true;
  readonly advice =
    'Ask for less (cpu, memory, gpu), or for what some node has (nodeSelector, tolerations); ' +
    'METAFLOW_KUBERNETES_START_TIMEOUT_SECONDS says how long to wait for a node.';

  constructor(pod: string, message: string | undefined) {
    super(`No node takes pod ${pod} (Unschedulable)${message ? `: ${message}` : ''}`);
  }
}

/** The container cannot be made from what the pod says. */
export class ContainerConfigError extends Error implements PodError {
  override readonly name = 'ContainerConfigError';
  readonly code = 'MF9014';
  readonly isFinal = true;
  readonly advice = 'Secrets must be there in the namespace of the pod; the image must suit the securityContext.';

  constructor(pod: string, reason: string, message: string | undefined) {
    super(`The container of pod ${pod} cannot be made (${reason})${message ? `: ${message}` : ''}`);
  }
}

/** The pod took longer than its step may. */
export class PodDeadlineError extends Error implements PodError {
  override readonly name = 'PodDeadlineError';
  readonly code = 'MF9015';
  readonly isFinal = false;
  readonly advice = 'Give the step more time with @timeout.';

  constructor(pod: string) {
    super(`Pod ${pod} was still at work when its time was over (DeadlineExceeded)`);
  }
}

/** The pod is gone, and nobody knows how it ended. */
export class PodGoneError extends Error implements PodError {
  override readonly name = 'PodGoneError';
  readonly code = 'MF9016';
  readonly isFinal = false;
  readonly advice = 'Use @retry: nodes go away, and pods are deleted by hand or to make room for others.';

  constructor(pod: string, why: string) {
    super(`Pod ${pod} is gone before it had ended: ${why}`);
  }
}

/** There is no pod, or it has not started, after a long time. */
export class PodNotStartedError extends Error implements PodError {
  override readonly name = 'PodNotStartedError';
  readonly code = 'MF9017';
  readonly isFinal = true;
  readonly advice =
    'Look at `kubectl describe job`, too. METAFLOW_KUBERNETES_START_TIMEOUT_SECONDS says how long to wait.';

  constructor(job: string, seconds: number, why: string | undefined) {
    super(`No pod of job ${job} has started within ${seconds} seconds${why ? `: ${why}` : ''}`);
  }
}

/** The container ended with an exit code that its task does not explain. */
export class ContainerFailedError extends Error implements PodError {
  override readonly name = 'ContainerFailedError';
  readonly code = 'MF9018';
  readonly isFinal = false;
  readonly advice = 'See what the task printed; the image must have the entry point of a flow.';

  constructor(pod: string, exitCode: number, reason: string | undefined, message: string | undefined) {
    const told = message ? `: ${message}` : '';
    super(`The container of pod ${pod} ended with exit code ${exitCode}${reason ? ` (${reason})` : ''}${told}`);
  }
}
