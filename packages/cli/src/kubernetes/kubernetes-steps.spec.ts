import type { DecoratorIR, FlowIR } from '@mf/ir';
import { readKubernetesConfiguration } from '@mf/ir';
import { kubernetesSteps } from './kubernetes-steps';

const step = (name: string, ...decorators: DecoratorIR[]) => ({ name, decorators });
const flow = (...steps: ReturnType<typeof step>[]) => ({ steps }) as unknown as FlowIR;
const kubernetes = (attributes: DecoratorIR['attributes'] = {}): DecoratorIR => ({ name: 'kubernetes', attributes });

test('only steps with @kubernetes are pods; --with makes it all of them', () => {
  const ir = flow(step('start'), step('train', kubernetes({ cpu: 2 })));
  const none = readKubernetesConfiguration({});
  expect([...kubernetesSteps(ir, [], none).keys()]).toEqual(['train']);
  expect([...kubernetesSteps(ir, [kubernetes()], none).keys()]).toEqual(['start', 'train']);
  expect(kubernetesSteps(ir, [kubernetes()], none).get('train')).toMatchObject({ kubernetes: { cpu: 2 } });
});

test('a pod has five minutes more than its step, or five days', () => {
  const timeout: DecoratorIR = { name: 'timeout', attributes: { minutes: 2 } };
  const steps = kubernetesSteps(
    flow(step('a', kubernetes(), timeout), step('b', kubernetes())),
    [],
    readKubernetesConfiguration({}),
  );
  expect([...steps.values()].map(({ deadlineSeconds }) => deadlineSeconds)).toEqual([420, 432_300]);
});

test.each([
  ['node:22', undefined, 'node:22'],
  ['node:22', 'r.example/team', 'r.example/team/node:22'],
  ['team/node:22', 'r.example', 'r.example/team/node:22'],
  ['ghcr.io/node:22', 'r.example', 'ghcr.io/node:22'],
  ['localhost/node', 'r.example', 'localhost/node'],
])('with image %s and registry %s the base is %s', (image, registry, base) => {
  const configuration = readKubernetesConfiguration({ METAFLOW_KUBERNETES_CONTAINER_REGISTRY: registry });
  expect(kubernetesSteps(flow(step('a', kubernetes({ image }))), [], configuration).get('a')).toMatchObject({ base });
});
