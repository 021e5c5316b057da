import type { JsonObject } from '../json';
import { sketchFlow } from '../testing/sketch-flow';
import { lint } from './lint';

const line = { start: 'a', a: 'end', end: '' };
/** Codes and messages of a step's decorators. */
const onStep = (...decorators: [string, JsonObject][]): string[] =>
  lint(sketchFlow(line, { steps: { a: decorators.map(([name, attributes]) => ({ name, attributes })) } })).map(
    ({ code, message, at }) => `${code} ${at.line} ${message}`,
  );
const onFlow = (name: string, attributes: JsonObject, ...parameters: string[]): string[] =>
  lint(
    sketchFlow(line, {
      decorators: [{ name, attributes }],
      parameters: parameters.map((one) => ({
        ...{ property: one, name: one, type: 'string', computedDefault: false, required: false, help: '' },
      })),
    }),
  ).map(({ code, message }) => `${code} ${message}`);

describe('@resources', () => {
  it.each<JsonObject>([
    {},
    { cpu: 0.5, memory: '8192', gpu: 0, disk: 1000, shared_memory: 64 },
    { gpu: null, cpu: '2.0' },
  ])('%j is fine', (attributes) => expect(onStep(['resources', attributes])).toEqual([]));
  it.each<[JsonObject, string]>([
    [{ cpu: 0 }, 'cpu must be a number of CPUs above 0, without a unit of its own, not 0'],
    [{ cpu: '500m' }, 'cpu must be'],
    [{ memory: '8Gi' }, 'memory must be a number of megabytes'],
    [{ gpu: 1.5 }, 'gpu must be a whole number of at least 0'],
    [{ shared_memory: 0 }, 'sharedMemory must be a whole number of at least 1'],
    [{ queue: 'x' }, 'there is no queue'],
    [{ memry: 1 }, 'there is no memry (did you mean memory?)'],
  ])('%j is not', (attributes, reason) => {
    expect(onStep(['resources', attributes])).toEqual([expect.stringContaining(`MF1422 20 `)]);
    expect(onStep(['resources', attributes])[0]).toContain(reason);
  });
});

describe('@kubernetes', () => {
  const fine: JsonObject = {
    ...{ cpu: '1', memory: 4096, disk: '10240', image: 'registry.x/node:22@sha256:abc', image_pull_policy: 'Always' },
    ...{ image_pull_secrets: ['regcred'], service_account: 'flows', secrets: ['db-secret'], namespace: 'team-a' },
    ...{ node_selector: { 'kubernetes.io/os': 'linux' }, gpu: 1, gpu_vendor: 'NVIDIA', use_tmpfs: true },
    tolerations: [
      { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'arch', value: 'arm', effect: 'NoExecute', toleration_seconds: 30 },
      { operator: 'Exists' },
    ],
    labels: { team: 'fraud', 'x.io/empty': '', none: null },
    annotations: { 'x.io/note': 'any text, {}' },
    ...{
      tmpfs_tempdir: false,
      tmpfs_size: '64',
      tmpfs_path: '/tmp/x',
      persistent_volume_claims: { data: '/mnt/data' },
    },
    ...{ shared_memory: 64, port: 8080, compute_pool: 'pool', executable: 'node', hostname_resolution_timeout: 60 },
    ...{ qos: 'guaranteed', extended_resources: { 'x.io/fpga': '1', 'y.io/slots': 2, 'z.io/mem': '1.5Gi' } },
    security_context: { privileged: false, run_as_user: 1000, run_as_non_root: true },
  };
  it('takes everything that Metaflow has', () => expect(onStep(['kubernetes', fine])).toEqual([]));
  it('takes a node selector as text', () =>
    expect(onStep(['kubernetes', { node_selector: 'kubernetes.io/os=linux,disk=ssd' }])).toEqual([]));

  it.each<[JsonObject, string]>([
    [{ cpu: -1 }, 'cpu must be'],
    [{ disk: '10Gi' }, 'disk must be a number of megabytes'],
    [{ image: 'a b' }, 'image must be the name of an image'],
    [{ image_pull_policy: 'Sometimes' }, 'imagePullPolicy must be one of Always, IfNotPresent, Never, not "Sometimes"'],
    [{ image_pull_secrets: 'regcred' }, 'imagePullSecrets must be a list'],
    [{ service_account: 'Flow_Runner' }, 'serviceAccount must be a name of lower case letters'],
    [{ secrets: [1] }, 'secrets must be a list, and its item 1 must be a name'],
    [{ node_selector: 'linux' }, 'nodeSelector must be'],
    [{ node_selector: { os: 'a b' } }, 'nodeSelector must be an object, and its "os" must be empty, or letters'],
    [{ namespace: 'a.b' }, 'namespace must be'],
    [{ gpu: '1.5' }, 'gpu must be a whole number'],
    [{ gpu_vendor: 'intel' }, 'gpuVendor must be one of amd, nvidia'],
    [{ tolerations: { key: 'a' } }, 'tolerations must be a list'],
    [
      { tolerations: [{ key: 'a', keys: 'b' }] },
      'no other keys than key, operator, value, effect, toleration_seconds, not keys',
    ],
    [{ tolerations: [{ key: 'a', operator: 'In' }] }, 'its operator must be one of Exists, Equal'],
    [{ tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }, 'without value where the operator is Exists'],
    [{ tolerations: [{ value: 'b' }] }, 'with a key where the operator is not Exists'],
    [{ tolerations: [{ key: 'a', effect: 'NoSchedule', toleration_seconds: 3 }] }, 'with the effect NoExecute'],
    [{ labels: { 'a/b/c': 'x' } }, 'labels must be an object, and its key "a/b/c" must be NAME or PREFIX/NAME'],
    [{ labels: { a: 'x'.repeat(64) } }, 'at most 63 characters'],
    [{ labels: { a: '-x' } }, 'letter or digit at both ends'],
    [{ annotations: { a: 1 } }, 'its "a" must be a text'],
    [{ use_tmpfs: 'yes' }, 'useTmpfs must be true or false'],
    [{ tmpfs_size: 0 }, 'tmpfsSize must be a whole number of at least 1'],
    [{ tmpfs_path: 'tmp' }, 'tmpfsPath must be an absolute path'],
    [{ persistent_volume_claims: { data: 'mnt' } }, 'its "data" must be an absolute path'],
    [{ shared_memory: 1.5 }, 'sharedMemory must be'],
    [{ port: 65536 }, 'port must be a whole number from 1 to 65535'],
    [{ qos: 'BestEffort' }, 'qos must be one of Guaranteed, Burstable'],
    [{ extended_resources: { 'x.io/a': '1 Gi' } }, 'its "x.io/a" must be a quantity of Kubernetes'],
    [{ security_context: { run_as_root: true } }, 'securityContext must be an object with no other keys than'],
    [{ security_context: { run_as_user: -1 } }, 'its run_as_user must be a whole number of at least 0'],
    [{ queue: 'x' }, 'there is no queue'],
  ])('refuses %j', (attributes, reason) => {
    const found = onStep(['kubernetes', attributes]);
    expect(found).toEqual([expect.stringMatching(/^MF1423 20 /)]);
    expect(found[0]).toContain(reason);
  });

  it('reports each attribute, and a time limit that is too short for a pod', () => {
    expect(onStep(['kubernetes', { cpu: 0, port: 0 }])).toHaveLength(2);
    expect(onStep(['kubernetes', {}], ['timeout', { seconds: 59 }])[0]).toMatch(/^MF1424 20 .* is 59\.$/);
    expect(onStep(['kubernetes', {}], ['timeout', { seconds: 60 }])).toEqual([]);
    expect(onStep(['kubernetes', {}], ['timeout', { seconds: -1 }])).toEqual([expect.stringMatching(/^MF1404/)]);
  });
});

describe('@secrets', () => {
  it.each<JsonObject>([
    {},
    { sources: ['environment.DB', 'db', { type: 'environment', id: 'DB', options: { env_var_name: 'X' } }] },
    { sources: [{ type: 'vault', id: 'db', in_code: true }], role: 'r', allow_override: true },
  ])('%j is fine', (attributes) => expect(onStep(['secrets', attributes])).toEqual([]));
  it.each<[JsonObject, string]>([
    [{ sources: 'environment.DB' }, 'sources must be a list'],
    [{ sources: null }, 'sources must be a list'],
    [{ sources: [1] }, 'a source must be a text or an object'],
    [{ sources: ['environment.'] }, 'a source needs an id'],
    [{ sources: [{ type: 'environment' }] }, 'a source needs an id'],
    [{ sources: ['aws-secrets-manager.db'] }, 'there is no back end aws-secrets-manager'],
    [{ sources: [{ type: 'inline', id: 'x' }] }, 'there is no back end inline'],
    [{ sources: [], role: 3 }, 'role must be a text'],
    [{ sources: [], allow_override: 'yes' }, 'allow_override must be true or false'],
  ])('%j is not', (attributes, reason) => {
    const found = onStep(['secrets', attributes]);
    expect(found).toEqual([expect.stringMatching(/^MF1430 20 /)]);
    expect(found[0]).toContain(reason);
  });
});

describe('@trigger', () => {
  it.each<JsonObject>([
    { event: 'a' },
    { events: ['a', { name: 'b', parameters: { day: 'date' } }] },
    { event: { name: 'a', parameters: { day: 'day' } }, options: { x: 1 } },
  ])('%j is fine', (attributes) => expect(onFlow('trigger', attributes, 'day')).toEqual([]));
  it.each<[JsonObject, string, string]>([
    [{ options: {} }, 'MF1440', 'names no event'],
    [{ events: [] }, 'MF1440', 'names no event'],
    [{ event: 'a', events: ['b'] }, 'MF1440', 'has both event and events'],
    [{ events: 'a' }, 'MF1440', 'events that are no list'],
    [{ event: { parameters: {} } }, 'MF1440', 'an event without a name'],
    [{ events: ['a', { name: 'a' }] }, 'MF1440', 'names the event a twice'],
    [
      { event: { name: 'a', parameters: { dya: 'date' } } },
      'MF1441',
      'sets the parameter dya, which the flow does not have. Did you mean day?',
    ],
    [{ event: { name: 'a', parameters: { day: 3 } } }, 'MF1441', 'names no field'],
  ])('%j is not', (attributes, code, reason) => {
    const found = onFlow('trigger', attributes, 'day');
    expect(found).toEqual([expect.stringContaining(code)]);
    expect(found[0]).toContain(reason);
  });
});

describe('@triggerOnFinish', () => {
  it.each<JsonObject>([
    { flow: 'TrainFlow' },
    { flow: 'fraud.user.ada.TrainFlow' },
    { flows: ['A', { name: 'B', project: 'p', project_branch: 'prod' }] },
  ])('%j is fine', (attributes) => expect(onFlow('trigger_on_finish', attributes)).toEqual([]));
  it.each<[JsonObject, string]>([
    [{ flows: [] }, 'names no flow'],
    [{ flow: 'a.B' }, 'neither a flow nor project.branch.flow'],
    [{ flow: 'Train-Flow' }, 'cannot be the name of a flow'],
    [{ flow: { project: 'p' } }, 'a flow without a name'],
    [{ flows: [3] }, 'neither a class nor a name'],
    [{ flow: { name: 'a.b.C' } }, 'cannot be the name of a flow'],
  ])('%j is not', (attributes, reason) => {
    const found = onFlow('trigger_on_finish', attributes);
    expect(found).toEqual([expect.stringMatching(/^MF1442 /)]);
    expect(found[0]).toContain(reason);
  });
});

test('a flow with @triggerOnFinish has the option --trigger', () => {
  expect(onFlow('trigger_on_finish', { flow: 'A' }, 'trigger')).toEqual([expect.stringMatching(/^MF1443 /)]);
  expect(onFlow('trigger', { event: 'a' }, 'trigger')).toEqual([]);
});

test('an exit hook needs a function, and may stand twice', () => {
  expect(onFlow('exit_hook', { on_success: [], on_error: [] })).toEqual([expect.stringMatching(/^MF1445 /)]);
  expect(onFlow('exit_hook', { on_success: ['a'], on_error: [] })).toEqual([]);
  expect(onFlow('exit_hook', { on_success: ['a'], on_error: null })).toEqual([
    expect.stringMatching(/^MF1445 .*onError of the exit hook is no list of functions/),
  ]);
  expect(onFlow('exit_hook', { on_success: ['a', null], on_error: [] })).toEqual([
    expect.stringMatching(/^MF1445 .*onSuccess of the exit hook is no list of functions/),
  ]);
  const hook = { name: 'exit_hook', attributes: { on_error: ['a'] } };
  expect(lint(sketchFlow(line, { decorators: [hook, hook] }))).toEqual([]);
});
