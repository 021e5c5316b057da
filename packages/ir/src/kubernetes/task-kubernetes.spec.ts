import type { DecoratorIR } from '../flow-ir';
import { noKubernetesConfiguration } from './kubernetes-configuration';
import { taskKubernetes } from './task-kubernetes';

const decorator = (name: string, attributes: DecoratorIR['attributes']): DecoratorIR => ({ name, attributes });

test('a step that says nothing gets the pod of everybody', () => {
  expect(taskKubernetes([[]], [], noKubernetesConfiguration)).toMatchObject({ cpu: 1, memory: 4096, gpu: null });
});

test('what --with says counts for steps that say nothing else', () => {
  const added = [decorator('kubernetes', { cpu: 2 })];
  expect(taskKubernetes([[]], added, noKubernetesConfiguration).cpu).toBe(2);
  expect(taskKubernetes([[decorator('kubernetes', { cpu: 3 })]], added, noKubernetesConfiguration).cpu).toBe(3);
});

test('the steps of a loop share one pod, which is as large as any of them needs', () => {
  const loop = [
    [decorator('resources', { cpu: 2, memory: 100, gpu: 1 })],
    [decorator('kubernetes', { memory: 9000, namespace: 'other' })],
  ];
  expect(taskKubernetes(loop, [], noKubernetesConfiguration)).toMatchObject({
    cpu: 2,
    memory: 9000,
    gpu: 1,
    attributes: { namespace: 'default' },
  });
});
