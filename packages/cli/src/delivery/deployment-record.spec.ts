import { currentDeployment, type DeploymentRecord, previousDeployment } from './deployment-record';

/** `deploy a`, `rollback a 1`, `undeploy`, `deploy b failed`: one record each, numbered from 1. */
function history(...lines: string[]): DeploymentRecord[] {
  return lines.map((line, i) => {
    const [action, content = '', ...rest] = line.split(' ');
    const last = rest.at(-1);
    const state = last === 'failed' || last === 'begun' ? last : 'done';
    return {
      ...{ recordVersion: 1, number: i + 1, dagId: 'F', flow: 'F', source: 'f.flow.ts', workspace: 'w', by: 'ada' },
      ...{ startedAt: '', irHash: '', place: 'dags', files: [], content, state },
      action: action as DeploymentRecord['action'],
      ...(action === 'rollback' && { restores: Number(rest[0]) }),
    };
  });
}

const current = (...lines: string[]) => currentDeployment(history(...lines))?.number;
const previous = (...lines: string[]) => previousDeployment(history(...lines))?.number;

it('what is deployed is the newest that went well, unless that has removed the flow', () => {
  expect(current()).toBeUndefined();
  expect(current('deploy a', 'deploy b')).toBe(2);
  expect(current('deploy a', 'deploy b failed', 'deploy b begun')).toBe(1);
  expect(current('deploy a', 'undeploy')).toBeUndefined();
  expect(current('deploy a', 'undeploy', 'deploy a')).toBe(3);
});

it('a rollback puts back what was deployed before, and again what was before that', () => {
  expect(previous('deploy a')).toBeUndefined();
  expect(previous('deploy a', 'deploy b', 'deploy c')).toBe(2);
  expect(previous('deploy a', 'deploy b', 'deploy c', 'rollback b 2')).toBe(1);
  expect(previous('deploy a', 'deploy b', 'rollback a 1')).toBeUndefined();
});

it('what was deployed twice is no other deployment', () => {
  expect(previous('deploy a', 'deploy b', 'deploy b')).toBe(1);
});

it('after one that failed or was broken off, a rollback puts back what stood before it', () => {
  expect(previous('deploy a', 'deploy b', 'deploy c failed')).toBe(2);
  expect(previous('deploy a', 'deploy b', 'deploy c begun')).toBe(2);
});

it('after a removal, a rollback puts back what was removed', () => {
  expect(previous('deploy a', 'deploy b', 'undeploy')).toBe(2);
  expect(previous('deploy a', 'deploy b', 'rollback a 1', 'undeploy')).toBe(3);
});
