import { processIo } from '../command-io';
import { parseEnvironments } from '../environment/environment';
import { imageOptions } from './prepare-flow';

it('images are made on the base of the environment, else on the one of all pods', () => {
  const given = { plain: { dags: 'dags' }, own: { dags: 'dags', baseImage: 'ghcr.io/team/node:20' } };
  const environments = parseEnvironments(given, 'nx.json');
  const baseOf = (name: string, env: NodeJS.ProcessEnv) =>
    imageOptions(environments.get(name)!, () => undefined, { ...processIo(), env }).base;
  const ofPods = { METAFLOW_KUBERNETES_CONTAINER_IMAGE: 'ghcr.io/pods/node:20' };
  expect([baseOf('plain', {}), baseOf('plain', ofPods)]).toEqual([undefined, 'ghcr.io/pods/node:20']);
  expect([baseOf('own', {}), baseOf('own', ofPods)]).toEqual(Array(2).fill('ghcr.io/team/node:20'));
});
