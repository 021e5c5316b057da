import { type DecoratorIR, noKubernetesConfiguration, type Plan, taskKubernetes, tasksOf } from '@mf/ir';
import type { Deployment, PodDeployment } from './deployment';
import { printDag } from './print-dag';
import { namesLeftOver } from './testing/names-left-over';
import { runPython } from './testing/python';
import { sketchDeployment } from './testing/sketch-deployment';
import { sketchLine } from './testing/sketch-plan';
import { sketchedShapes } from './testing/sketched-shapes';

const image = `registry.example.com/flows@sha256:${'0123'.repeat(16)}`;
const ownImage = `registry.example.com/flows@sha256:${'4567'.repeat(16)}`;
const containers: PodDeployment = {
  compute: 'kubernetes',
  image,
  images: { step_2: ownImage },
  variables: { METAFLOW_DEFAULT_DATASTORE: 's3' },
  deferrable: false,
};
const deployment: Deployment = { ...sketchDeployment, containers };

/** The plan with a pod for each task; `decorators` are those of single steps. */
function inPods(plan: Plan, decorators: Readonly<Record<string, readonly DecoratorIR[]>> = {}): Plan {
  const parts = plan.parts.map((part) =>
    part.kind === 'items'
      ? part
      : part.kind === 'task'
        ? { ...part, kubernetes: taskKubernetes([decorators[part.name] ?? []], [], noKubernetesConfiguration) }
        : {
            ...part,
            tasks: part.tasks.map((task) => ({
              ...task,
              kubernetes: taskKubernetes([decorators[task.name] ?? []], [], noKubernetesConfiguration),
            })),
          },
  );
  return { ...plan, parts };
}

const { foreach, nested, line } = sketchedShapes;

const withConnections: Deployment = {
  ...deployment,
  dagId: 'ads.user.ana.TrainFlow',
  containers: { ...containers, secretConnections: ['our_aws', 'ware-house'] },
};

const kinds: readonly (readonly [string, Plan, Deployment])[] = [
  ...Object.entries(sketchedShapes).map(([name, plan]) => [name, plan, deployment] as const),
  ['a line with connections', line, withConnections],
];

test.each(kinds)('%s: the file brings along all that it uses, and nothing else', (_name, plan, deployment) => {
  expect(namesLeftOver(printDag(inPods(plan), deployment))).toEqual({ undefined: [], unused: [] });
});

test('the image is named by its digest, and nothing runs on the worker', () => {
  const text = printDag(inPods(foreach), deployment);
  expect(text).toContain(`IMAGE = "${image}"`);
  expect(text).not.toMatch(/BUNDLE|BashOperator|bash/);
});

test('only tasks that hand something on have a container for that', () => {
  const text = printDag(inPods(foreach), deployment);
  expect(text).toMatch(/start = step\("start", tells=True\)/);
  expect(text.match(/tells=True/g)).toHaveLength(1);
  expect(printDag(inPods(sketchLine(3)), deployment)).toContain('do_xcom_push=False');
});

test('most tasks share a pod; what one asks for besides is a pod of its own', () => {
  const plan = inPods(sketchLine(4), {
    step_1: [{ name: 'resources', attributes: { cpu: 4, memory: 16000 } }],
    step_2: [{ name: 'kubernetes', attributes: { image: 'own:1', secrets: ['db'], namespace: 'gpu' } }],
  });
  const text = printDag(plan, deployment);
  expect(text).toContain('step_1 = step("step_1", pod=POD_step_1)');
  expect(text).toMatch(
    /step_2 = step\(\s*"step_2",\s*pod=POD_step_2,\s*image="registry.example.com.flows@sha256:(4567)+",?\s*\)/,
  );
  expect(text).toContain('start = step("start")');
  const pods = runPython<Record<string, { metadata: object; spec: { containers: [object] } }>>(
    'result = {node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse(value).body if isinstance(node, ast.Assign) and node.targets[0].id.startswith("POD")}',
    text,
  );
  expect(pods['POD_step_1']?.spec.containers[0]).toMatchObject({
    resources: { requests: { cpu: '4', memory: '16000M' } },
  });
  expect(pods['POD_step_2']).toMatchObject({
    metadata: { namespace: 'gpu' },
    spec: { containers: [{ envFrom: [{ secretRef: { name: 'db' } }] }] },
  });
});

test('the time of a step limits its pod, with room to record that it was over', () => {
  const line = sketchLine(2);
  const parts = tasksOf(line).map((task, at) => ({ ...task, ...(at === 0 && { timeoutSeconds: 60 }) }));
  const text = printDag(inPods({ ...line, parts }), deployment);
  expect(text).toContain('start = step("start", active_deadline_seconds=360)');
  expect(text).not.toContain('execution_timeout');
});

test('texts of users are no templates, and Kubernetes puts nothing into them', () => {
  const hostile = 'a {{ 7*7 }} $(HOME) {% x %}';
  const text = printDag(inPods(sketchLine(2)), {
    ...deployment,
    tags: [hostile],
    projectBranch: `test.${hostile}`,
    namespace: hostile,
  });
  expect(text).toContain('WORDS = ["--tag", "$(MF_TAG_0)", "--project-branch", "$(MF_BRANCH)"]');
  expect(text).toContain('{"name": "MF_TAG_0", "value": "a {{ 7*7 }} $$(HOME) {% x %}"}');
  expect(text).toContain('task.template_fields = ("arguments", "env_vars", "annotations", "metaflow_run_id")');
  expect(text).not.toContain('user_defined_macros={"metaflow_run_id": metaflow_run_id, "tags"');
});

test('the connection to the cluster and waiting without a worker are said where they were chosen', () => {
  const plain = printDag(inPods(sketchLine(2)), deployment);
  expect(plain).not.toMatch(/kubernetes_conn_id|deferrable/);
  const text = printDag(inPods(sketchLine(2)), {
    ...deployment,
    containers: { ...containers, deferrable: true, connection: 'it\'s "mine"' },
  });
  expect(text).toContain(`kubernetes_conn_id='it\\'s "mine"',`);
  expect(text).toContain('deferrable=True,');
});

test('connections are named, and pods have them from a secret of the DAG, behind their own ones', () => {
  const plan = inPods(sketchLine(2), { end: [{ name: 'kubernetes', attributes: { secrets: ['db'] } }] });
  const text = printDag(plan, withConnections);
  const secret = /^SECRET = "(.*)"$/m.exec(text)?.[1] ?? '';
  expect(secret).toMatch(/^metaflow-ads-user-ana-trainflow-[0-9a-f]{10}$/);
  expect(text).toContain('CONNECTIONS = {"AIRFLOW_CONN_OUR_AWS": "our_aws", "AIRFLOW_CONN_WARE_HOUSE": "ware-house"}');
  expect(text).toContain('callbacks=Connections,');
  const from = text.match(/"envFrom": \[[^\]]*\]/g)?.map((each) => each.match(/(?<="name": ")[^"]*/g));
  expect(from).toEqual([[secret], ['db', secret]]);
  expect(printDag(plan, { ...withConnections, dagId: 'ads.user-ana.TrainFlow' })).not.toContain(secret);
});

test('keys of AWS are variables of their own, and a connection without keys says what to do', () => {
  const read = (connection: object) =>
    runPython<unknown>(
      `
tree = ast.parse(value["text"])
tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "variables"]
class Failed(Exception): pass
found = {"json": json, "AirflowFailException": Failed}
exec(compile(tree, "dag", "exec"), found)
plain = {"conn_id": "c", "conn_type": "aws", "host": None, "port": None, "login": None, "password": None, "schema": None, "extra_dejson": {}}
class Connection: pass
connection = Connection()
connection.__dict__.update({**plain, **value["connection"]})
try:
    result = found["variables"]("AIRFLOW_CONN_C", connection)
    result["AIRFLOW_CONN_C"] = json.loads(result["AIRFLOW_CONN_C"])
except Failed as error:
    result = str(error)
`,
      { text: printDag(inPods(sketchLine(2)), withConnections), connection },
    );
  expect(read({ login: 'id', password: 'key', extra_dejson: { aws_session_token: 'token' } })).toMatchObject({
    AIRFLOW_CONN_C: { conn_type: 'aws', login: 'id', password: 'key' },
    ...{ AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', AWS_SESSION_TOKEN: 'token' },
  });
  expect(read({ extra_dejson: { role_arn: 'arn:aws:iam::1:role/x' } })).toMatch(/Connection c has no access key/);
  expect(read({ conn_type: 'postgres', host: 'db', port: 5432, login: 'ada', password: 'x' })).toEqual({
    AIRFLOW_CONN_C: {
      ...{ conn_type: 'postgres', host: 'db', port: 5432, login: 'ada', password: 'x', schema: null },
      extra: {},
    },
  });
});

test('the same plan gives the same bytes', () => {
  expect(printDag(inPods(nested), deployment)).toBe(printDag(inPods(nested), deployment));
});
