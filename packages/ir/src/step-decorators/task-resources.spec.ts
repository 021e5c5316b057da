import type { DecoratorIR } from '../flow-ir';
import { taskResources } from './task-resources';

const resources = (attributes: DecoratorIR['attributes']): DecoratorIR => ({ name: 'resources', attributes });

test('a step asks for what it says, and for nothing else', () => {
  expect(taskResources([[]], [])).toEqual({});
  expect(taskResources([[resources({ memory: '2048', cpu: null })]], [])).toEqual({ memory: 2048 });
  expect(taskResources([[resources({ cpu: 0.5, gpu: 1, shared_memory: 64, disk: 9 })]], [])).toEqual({
    ...{ cpu: 0.5, gpu: 1, sharedMemory: 64 },
  });
});

test('what --with says counts for steps that say nothing', () => {
  const added = [resources({ cpu: 2 })];
  expect(taskResources([[]], added)).toEqual({ cpu: 2 });
  expect(taskResources([[resources({ memory: 100 })]], added)).toEqual({ memory: 100 });
});

test('the steps of a loop share what the largest of them needs', () => {
  expect(taskResources([[resources({ cpu: 1, memory: 900 })], [], [resources({ cpu: 3 })]], [])).toEqual({
    cpu: 3,
    memory: 900,
  });
});
