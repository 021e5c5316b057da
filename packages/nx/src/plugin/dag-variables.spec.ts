import { podVariables, readKubernetesConfiguration } from '@mf/ir';
import { dagSettings } from './dag-settings';
import { dagVariables } from './dag-variables';

/** Of whoever deploys: a DAG does not have them. */
const ownVariables = [
  'METAFLOW_USER',
  'METAFLOW_PRODUCTION_TOKEN',
  'METAFLOW_RUNTIME_NAME',
  'METAFLOW_DEFAULT_NAMESPACE',
];

it('has all that pods are told', () => {
  const read = new Set<string>();
  const env = new Proxy<Record<string, undefined>>({}, { get: (_, name) => void read.add(String(name)) });
  podVariables(env);
  readKubernetesConfiguration(env);
  expect(read.size).toBeGreaterThan(30);
  expect([...read].filter((name) => !dagVariables.includes(name)).sort()).toEqual([...ownVariables].sort());
});

it('are one line of settings, which is another for each value', () => {
  const settings = (env: Record<string, string>) => dagSettings({ METAFLOW_USER: 'ana', ...env });
  expect(settings({})).toBe('{}');
  expect(settings({ METAFLOW_OWNER: 'ads' })).toBe('{"METAFLOW_OWNER":"ads"}');
  expect(settings({ METAFLOW_OWNER: '' })).toBe('{"METAFLOW_OWNER":""}');
});
