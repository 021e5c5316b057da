import { type Plan, tasksOf } from '@mf/ir';
import type { Deployment, DockerDeployment } from './deployment';
import { printDag } from './print-dag';
import { namesLeftOver } from './testing/names-left-over';
import { sketchDeployment } from './testing/sketch-deployment';
import { sketchLine } from './testing/sketch-plan';
import { sketchedShapes } from './testing/sketched-shapes';

const image = `registry.example.com/flows@sha256:${'0123'.repeat(16)}`;
const containers: DockerDeployment = {
  compute: 'docker',
  image,
  variables: { METAFLOW_DEFAULT_DATASTORE: 's3' },
};
const deployment: Deployment = { ...sketchDeployment, containers };

/** The plan with other fields of its first task. */
function withFirst(plan: Plan, fields: object): Plan {
  return { ...plan, parts: tasksOf(plan).map((task, at) => ({ ...task, ...(at === 0 && fields) })) };
}

test.each(Object.entries(sketchedShapes))(
  '%s: the file brings along all that it uses, and nothing else',
  (_name, plan) => {
    const loose = { undefined: [], unused: [] };
    const withConnections = { ...containers, secretConnections: ['our_aws'] };
    expect(namesLeftOver(printDag(plan, { ...deployment, containers: withConnections }))).toEqual(loose);
    expect(namesLeftOver(printDag(plan, deployment))).toEqual(loose);
    expect(namesLeftOver(printDag(plan, { ...deployment, tags: ['a'], projectBranch: 'b', namespace: 'c' }))).toEqual(
      loose,
    );
  },
);

test('the image is named by its digest, and nothing of the flow runs on the worker', () => {
  const text = printDag(sketchedShapes.foreach, deployment);
  expect(text).toContain(`IMAGE = "${image}"`);
  expect(text).not.toMatch(/BUNDLE|BashOperator|bash/);
});

test('a container leaves nothing on the machine, and shares no folder with it', () => {
  const text = printDag(sketchLine(2), deployment);
  expect(text).toContain('mount_tmp_dir=False,');
  expect(text).toContain('auto_remove="force",');
});

test('what a task hands on is read as JSON, never unpickled', () => {
  const text = printDag(sketchedShapes.foreach, deployment);
  expect(text).toMatch(/start = step\("start", tells=True\)/);
  expect(text).toContain('task.pickling_library = SimpleNamespace(load=json.load)');
  expect(printDag(sketchedShapes.switch, deployment)).toContain('tells=True');
  const line = printDag(sketchLine(3), deployment);
  expect(line).toContain('do_xcom_push=False');
  expect(line).not.toContain('pickl');
});

test('what @resources says is what the container may take', () => {
  const resources = { cpu: 0.5, memory: 2000.5, gpu: 1, sharedMemory: 64 };
  const text = printDag(withFirst(sketchLine(2), { resources }), deployment);
  expect(text.replace(/\s+/g, ' ')).toContain(
    'step( "start", cpus=0.5, mem_limit="2001m", device_requests=[{"count": 1, "capabilities": [["gpu"]]}], shm_size=67108864, )',
  );
  expect(text).toContain('end = step("end", outlets');
});

test('the time of a step limits its task, with room to record that it was over', () => {
  const text = printDag(withFirst(sketchLine(2), { timeoutSeconds: 60 }), deployment);
  expect(text).toContain('start = step("start", execution_timeout=timedelta(seconds=360))');
});

test('texts of users are no templates, and arrive by macros', () => {
  const hostile = 'a {{ 7*7 }} $(HOME) {% x %}';
  const text = printDag(sketchLine(2), {
    ...deployment,
    containers: { ...containers, variables: { METAFLOW_S3_ENDPOINT_URL: hostile } },
    tags: [hostile],
    projectBranch: `test.${hostile}`,
    namespace: hostile,
    productionToken: hostile,
  });
  expect(text).toContain('WORDS = ["--tag", "{{ tags[0] }}", "--project-branch", "{{ BRANCH }}"]');
  expect(text).toContain(`BRANCH = "test.${hostile}"`);
  expect(text).toContain(`"METAFLOW_DEFAULT_NAMESPACE": "${hostile}"`);
  expect(text).toContain('"tags": TAGS, "BRANCH": BRANCH}');
  expect(text).toContain('private_environment={**ENV, **secrets},');
  expect(text).toContain('task.template_fields = ("command", "environment", "labels", "metaflow_run_id")');
});

test('credentials are those of the worker, and none stands in the file', () => {
  const text = printDag(sketchLine(2), deployment);
  expect(text).toContain('secrets = {key: os.environ[key] for key in CREDENTIALS if key in os.environ}');
  expect(text).toMatch(/CREDENTIALS = \[\s+"AWS_ACCESS_KEY_ID"/);
});

test('the network and the connection to the registry are said where they were chosen', () => {
  expect(printDag(sketchLine(2), deployment)).not.toMatch(/network_mode|docker_conn_id|docker_url/);
  const chosen = { ...containers, network: 'flows', connection: 'it\'s "mine"' };
  const text = printDag(sketchLine(2), { ...deployment, containers: chosen });
  expect(text).toContain('network_mode="flows",');
  expect(text).toContain(`docker_conn_id='it\\'s "mine"',`);
});

test('connections are named, and looked up after Airflow has stored what it shows', () => {
  const text = printDag(sketchedShapes.switch, {
    ...deployment,
    containers: { ...containers, secretConnections: ['our_aws', 'ware-house'] },
  });
  expect(text).toContain('CONNECTIONS = {"AIRFLOW_CONN_OUR_AWS": "our_aws", "AIRFLOW_CONN_WARE_HOUSE": "ware-house"}');
  expect(text).toContain('hook = kwargs.pop("pre_execute", None)');
  expect(text).toContain('        pre_execute=prepare,\n        **kwargs,');
});
