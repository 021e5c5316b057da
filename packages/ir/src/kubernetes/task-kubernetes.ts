import type { DecoratorIR } from '../flow-ir';
import type { KubernetesConfiguration } from './kubernetes-configuration';
import { type StepKubernetes, stepKubernetes } from './step-kubernetes';

/**
 * What the pod of a scheduler's task asks for: that of its step, also where the author says nothing of Kubernetes; of the steps of a loop,
 * which run in one pod, the most that any of them asks for. What is no amount is that of the first step.
 *
 * @param steps the decorators of each step
 */
export function taskKubernetes(
  steps: readonly (readonly DecoratorIR[])[],
  added: readonly DecoratorIR[],
  configuration: KubernetesConfiguration,
): StepKubernetes {
  const everywhere: DecoratorIR = { name: 'kubernetes', attributes: {} };
  const asked = steps.flatMap((own) => stepKubernetes(own, [...added, everywhere], configuration) ?? []);
  const [first] = asked as [StepKubernetes, ...StepKubernetes[]];
  const most = (amount: (one: StepKubernetes) => number | null): number | null =>
    asked.map(amount).reduce((a, b) => (a === null || b === null ? (a ?? b) : Math.max(a, b)));
  return {
    cpu: most(({ cpu }) => cpu) ?? first.cpu,
    memory: most(({ memory }) => memory) ?? first.memory,
    disk: most(({ disk }) => disk) ?? first.disk,
    gpu: most(({ gpu }) => gpu),
    sharedMemory: most(({ sharedMemory }) => sharedMemory),
    tmpfsSize: most(({ tmpfsSize }) => tmpfsSize),
    attributes: first.attributes,
  };
}
