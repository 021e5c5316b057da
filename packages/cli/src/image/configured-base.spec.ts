import { configuredBase } from './configured-base';

it('is the image of all pods, and one without a registry is that of the team', () => {
  const env = { METAFLOW_KUBERNETES_CONTAINER_IMAGE: 'node:20' };
  expect(configuredBase({})).toBeUndefined();
  expect(configuredBase(env)).toBe('node:20');
  const team = { METAFLOW_KUBERNETES_CONTAINER_REGISTRY: 'registry.example.com/team/' };
  expect(configuredBase({ ...env, ...team })).toBe('registry.example.com/team/node:20');
});
