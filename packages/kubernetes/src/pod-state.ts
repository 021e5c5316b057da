import type { V1ContainerStateTerminated, V1ContainerStateWaiting, V1Pod } from '@kubernetes/client-node';
import {
  ContainerConfigError,
  ContainerFailedError,
  ImagePullError,
  OutOfMemoryError,
  PodDeadlineError,
  type PodError,
  PodEvictedError,
  PodGoneError,
  UnschedulableError,
} from './errors';

/** What keeps a pod from starting. */
export interface PodTrouble {
  /** What it is called as long as it lasts; another one has its time anew. */
  readonly reason: string;
  /** What it becomes when it does not pass. */
  readonly error: PodError;
  /** Seconds in which it may pass by itself; as long as the pod may take to start when not given. */
  readonly patience?: number;
}

/** How a pod stands, in the words that matter to a task. */
export type PodState =
  | { readonly phase: 'waiting'; readonly reason: string; readonly trouble?: PodTrouble }
  | { readonly phase: 'running' }
  | { readonly phase: 'ended'; readonly exitCode: number; readonly error?: PodError };

/** The image may be on its way, or its registry back soon. */
const pullPatience = 300;
/** The node may not have heard yet of a secret that was made a moment ago. */
const configPatience = 10;
const createPatience = 60;

/** Signs that no waiting helps, in the words of registries and container runtimes. */
const hopelessPull =
  /not found|unauthorized|authentication required|denied|forbidden|no matching manifest|no match for platform|manifest unknown|invalid reference/i;

/** Reads how a pod stands from what Kubernetes says of it. */
export function podState(pod: V1Pod): PodState {
  const { phase, conditions = [], containerStatuses = [] } = pod.status ?? {};
  const [container] = containerStatuses;
  const terminated = container?.state?.terminated;
  if (phase === 'Succeeded') return { phase: 'ended', exitCode: 0 };
  if (phase === 'Failed') return failed(pod, terminated);
  if (terminated) return terminated.exitCode === 0 ? { phase: 'ended', exitCode: 0 } : failed(pod, terminated);
  if (container?.state?.running) return { phase: 'running' };
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') {
    const error = new UnschedulableError(nameOf(pod), scheduled.message);
    return waiting('Unschedulable', scheduled.message, { error });
  }
  return container?.state?.waiting ? waitingContainer(pod, container.state.waiting) : waiting(phase ?? 'Pending');
}

function waitingContainer(pod: V1Pod, { reason = 'Waiting', message }: V1ContainerStateWaiting): PodState {
  const name = nameOf(pod);
  const image = pod.spec?.containers[0]?.image ?? '';
  switch (reason) {
    case 'InvalidImageName':
    case 'ErrImageNeverPull':
      return waiting(reason, message, { error: new ImagePullError(name, image, reason, message), patience: 0 });
    case 'ErrImagePull':
    case 'ImagePullBackOff':
    case 'ErrPullBackOff':
    case 'RegistryUnavailable':
    case 'ImageInspectError': {
      const error = new ImagePullError(name, image, reason, message);
      // Pulls and the pauses between them take turns, and are one trouble.
      return {
        phase: 'waiting',
        reason: described(reason, message),
        trouble: { reason: 'pull', error, patience: hopelessPull.test(message ?? '') ? 0 : pullPatience },
      };
    }
    case 'CreateContainerConfigError':
      return waiting(reason, message, {
        error: new ContainerConfigError(name, reason, message),
        patience: configPatience,
      });
    case 'CreateContainerError':
    case 'RunContainerError':
      return waiting(reason, message, {
        error: new ContainerConfigError(name, reason, message),
        patience: createPatience,
      });
    default:
      return waiting(reason, message);
  }
}

function waiting(reason: string, message?: string, trouble?: Omit<PodTrouble, 'reason'>): PodState {
  return { phase: 'waiting', reason: described(reason, message), ...(trouble && { trouble: { reason, ...trouble } }) };
}

function described(reason: string, message: string | undefined): string {
  return message ? `${reason}: ${message}` : reason;
}

function failed(pod: V1Pod, terminated: V1ContainerStateTerminated | undefined): PodState {
  const name = nameOf(pod);
  const { reason, message } = pod.status ?? {};
  const exitCode = terminated?.exitCode ?? 1;
  const ended = (error?: PodError): PodState => ({ phase: 'ended', exitCode, ...(error && { error }) });
  if (reason === 'DeadlineExceeded') return ended(new PodDeadlineError(name));
  if (terminated?.reason === 'OOMKilled') return ended(new OutOfMemoryError(name, memoryLimit(pod)));
  if (reason) return ended(new PodEvictedError(name, reason, message));
  const disruption = pod.status?.conditions?.find(
    ({ type, status }) => type === 'DisruptionTarget' && status === 'True',
  );
  if (disruption) return ended(new PodEvictedError(name, disruption.reason ?? 'Disrupted', disruption.message));
  if (pod.metadata?.deletionTimestamp)
    return ended(new PodGoneError(name, 'somebody has deleted it, or its node is gone'));
  // A task that failed has said why, and ends with 1.
  if (exitCode === 1 && (terminated?.reason ?? 'Error') === 'Error') return ended();
  const known = terminated?.reason === 'Error' ? undefined : terminated?.reason;
  return ended(new ContainerFailedError(name, exitCode, known ?? signalText(exitCode), known && terminated?.message));
}

/** A shell's number for a process that a signal ended. */
function signalText(exitCode: number): string | undefined {
  const signals: Readonly<Record<number, string>> = { 134: 'SIGABRT', 137: 'SIGKILL', 139: 'SIGSEGV', 143: 'SIGTERM' };
  return signals[exitCode];
}

function memoryLimit(pod: V1Pod): string | undefined {
  return pod.spec?.containers[0]?.resources?.limits?.['memory'];
}

function nameOf(pod: V1Pod): string {
  return pod.metadata?.name ?? 'without a name';
}
