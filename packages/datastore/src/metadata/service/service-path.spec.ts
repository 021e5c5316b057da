import { InvalidNameError } from '../../storage/errors';
import { flowUrl, runUrl, stepUrl, taskUrl } from './service-path';

const TASK = { flow: 'F', run: '1', step: 'start', task: '2' };

test('each path has the names of its level, whatever else there is', () => {
  expect(flowUrl(TASK.flow)).toBe('/flows/F');
  expect(runUrl(TASK, 'tag', 'mutate')).toBe('/flows/F/runs/1/tag/mutate');
  expect(stepUrl(TASK, 'tasks')).toBe('/flows/F/runs/1/steps/start/tasks');
  expect(taskUrl(TASK)).toBe('/flows/F/runs/1/steps/start/tasks/2');
});

test('names are encoded, and those that lead elsewhere are refused', () => {
  expect(runUrl({ flow: 'F', run: 'a b?c' })).toBe('/flows/F/runs/a%20b%3Fc');
  expect(() => runUrl({ flow: 'F', run: '..' })).toThrow(InvalidNameError);
});
