import type { DeploymentRecord } from './deployment-record';
import { planDelivery } from './plan-delivery';

const candidate = { irHash: 'ir', content: 'manifest', bundle: 'F-1.mjs', place: 'dags' };

const record: DeploymentRecord = {
  ...{ recordVersion: 1, number: 1, dagId: 'F', flow: 'F', source: 'f.flow.ts', workspace: 'w', by: 'ada' },
  ...{ action: 'deploy', state: 'done', startedAt: '', finishedAt: '2026-11-27T03:10:59.000Z' },
  ...{ irHash: 'ir', content: 'manifest', place: 'dags', files: [{ path: 'F-1.mjs', sha256: 'x' }] },
};
const plan = (change: Partial<DeploymentRecord>, isInPlace = true) =>
  planDelivery(candidate, [{ ...record, ...change }], isInPlace);

it('a flow that is deployed as it is stays', () => {
  expect(plan({})).toEqual({ action: 'keep', why: 'as deployed by ada, 2026-11-27 03:10 UTC' });
});

it('a flow that is not there is created, also when it was removed', () => {
  expect(planDelivery(candidate, [], false)).toEqual({ action: 'create', why: 'it is not deployed yet' });
  expect(plan({ action: 'undeploy' })).toEqual({
    action: 'create',
    why: 'it was removed by ada, 2026-11-27 03:10 UTC',
  });
});

it('what has changed is said', () => {
  const why = (change: Partial<DeploymentRecord>) => plan({ content: 'other', ...change });
  expect(why({ irHash: 'other' })).toEqual({ action: 'update', why: 'the flow has changed' });
  expect(why({ files: [] })).toEqual({ action: 'update', why: 'its code has changed' });
  expect(why({ image: 'r@sha256:1' })).toEqual({ action: 'update', why: 'its image has changed' });
  expect(why({})).toEqual({ action: 'update', why: 'how it is deployed has changed' });
  expect(why({ restores: 1 }).why).toBe('it was rolled back by ada, 2026-11-27 03:10 UTC');
  expect(plan({ image: 'r@sha256:1' })).toEqual({ action: 'update', why: 'its image has changed' });
  expect(plan({ place: 's3://old' })).toEqual({ action: 'update', why: 'it was in s3://old' });
});

it('files that somebody has changed are put right', () => {
  expect(plan({}, false).action).toBe('repair');
});

it('what failed or was broken off is done again, though nothing has changed', () => {
  expect(plan({ state: 'failed' })).toEqual({ action: 'create', why: 'the last deployment failed' });
  const records: DeploymentRecord[] = [record, { ...record, number: 2, state: 'begun' }];
  expect(planDelivery(candidate, records, true)).toEqual({
    action: 'update',
    why: 'the last deployment was broken off',
  });
});
