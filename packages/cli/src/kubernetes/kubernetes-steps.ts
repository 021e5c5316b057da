import {
  baseImage,
  type DecoratorIR,
  type FlowIR,
  type KubernetesConfiguration,
  type StepKubernetes,
  stepKubernetes,
  stepTimeout,
} from '@mf/ir';

/** A step whose tasks are pods. */
export interface KubernetesStep {
  readonly kubernetes: StepKubernetes;
  /** What its image is made on; that of mf when undefined. */
  readonly base: string | undefined;
  readonly deadlineSeconds: number;
}

/** How long a task may take where its step says nothing (Metaflow's number). */
const longestSeconds = 5 * 24 * 60 * 60;
/** What a pod has besides: a task keeps its time itself, and has inputs to read and results to store. */
const aroundStepSeconds = 5 * 60;

/** The steps of a flow that are for Kubernetes, by their own decorator or by `--with`. */
export function kubernetesSteps(
  ir: FlowIR,
  added: readonly DecoratorIR[],
  configuration: KubernetesConfiguration,
): ReadonlyMap<string, KubernetesStep> {
  const steps = new Map<string, KubernetesStep>();
  for (const { name, decorators } of ir.steps) {
    const kubernetes = stepKubernetes(decorators, added, configuration);
    if (!kubernetes) continue;
    const seconds = stepTimeout(decorators, added)?.total ?? longestSeconds;
    const base = baseImage(kubernetes.attributes, configuration);
    steps.set(name, { kubernetes, base, deadlineSeconds: seconds + aroundStepSeconds });
  }
  return steps;
}
