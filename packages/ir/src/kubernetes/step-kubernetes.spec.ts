import type { JsonObject } from '../json';
import { stepKubernetes } from './step-kubernetes';

const kubernetes = (attributes: JsonObject = {}) => ({ name: 'kubernetes', attributes });
const resources = (attributes: JsonObject = {}) => ({ name: 'resources', attributes });

test('without @resources the attributes are as written, and else as Metaflow has them', () => {
  expect(stepKubernetes([kubernetes({ cpu: 2, image: 'node:22' })], [])).toMatchObject({
    ...{ cpu: 2, memory: 4096, disk: 10240, gpu: null, sharedMemory: null, tmpfsSize: null },
    attributes: { image: 'node:22', qos: 'burstable', tmpfs_path: '/metaflow_temp', namespace: 'default' },
  });
});

test.each<[JsonObject, JsonObject, object]>([
  [
    { cpu: '0.5', memory: 1000 },
    { cpu: 2, memory: '500' },
    { cpu: 2, memory: 1000, disk: 10240 },
  ],
  // What @resources does not say has a default there, too.
  [{ memory: 100, cpu: 0.1 }, {}, { memory: 4096, cpu: 1, disk: 10240 }],
  [{ disk: 100 }, { disk: 50 }, { disk: 100 }],
  [{ disk: 100 }, { disk: '200' }, { disk: 200 }],
  [{ gpu: 4 }, { gpu: 1 }, { gpu: 1 }],
  [{ gpu: 4 }, {}, { gpu: 4 }],
  [{}, { gpu: '0' }, { gpu: 0 }],
  [{ shared_memory: 64 }, { shared_memory: 32 }, { sharedMemory: 32 }],
  [{ use_tmpfs: true, memory: 1001 }, { memory: 9000 }, { tmpfsSize: 500, memory: 9000 }],
  [{ tmpfs_size: '64' }, {}, { tmpfsSize: 64 }],
])('@kubernetes %j with @resources %j asks for %j', (pod, needs, asked) => {
  expect(stepKubernetes([kubernetes(pod), resources(needs)], [])).toMatchObject(asked);
});

test('both can come from --with, and those of the step come first', () => {
  const added = [kubernetes({ cpu: 8 }), resources({ cpu: 16 })];
  expect(stepKubernetes([], added)).toMatchObject({ cpu: 16 });
  expect(stepKubernetes([resources({ cpu: 4 })], added)).toMatchObject({ cpu: 8 });
  expect(stepKubernetes([resources({ cpu: 4 })], [])).toBeUndefined();
});
