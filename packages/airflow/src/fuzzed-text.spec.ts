import { type Json, type Plan, tasksOf } from '@mf/ir';
import { randomNumbers } from '../../ir/src/testing/random-graph';
import type { Deployment } from './deployment';
import { printDag } from './print-dag';
import { hostileStrings } from './testing/hostile-strings';
import { runPython } from './testing/python';
import { sketchParameter, sketchPlan } from './testing/sketch-plan';

const seed = Number(process.env['MF_TEST_SEED'] ?? 1);
const files = 300;

const pieces = [
  ...hostileStrings.filter((text) => !/\p{Cs}/u.test(text) && text.length < 60),
  '{{',
  '}}',
  '"',
  "'",
  '\\',
  '\n',
];
const names = ['lambda', 'class', 'None', 'step', 'items', 'told', 'parameters', 'DAG', 'TAGS', 'größe', 'ſ', 'print'];

/** Texts of hostile pieces and of any characters. */
function randomText(random: () => number): string {
  const character = () => {
    const code = Math.floor(random() ** 4 * 0x110000);
    return code >= 0xd800 && code < 0xe000 ? '"' : String.fromCodePoint(code);
  };
  const piece = () => (random() < 0.5 ? pieces[Math.floor(random() * pieces.length)]! : character());
  return Array.from({ length: Math.floor(random() * 8) }, piece).join('');
}

function randomDag(random: () => number): { readonly plan: Plan; readonly deployment: Deployment } {
  const text = () => randomText(random);
  const texts = () => Array.from({ length: 1 + Math.floor(random() * 3) }, text);
  const json = (depth: number): Json =>
    depth === 0 || random() < 0.4
      ? [text(), null, random() < 0.5, Math.floor(random() * 1e6)][Math.floor(random() * 4)]!
      : random() < 0.5
        ? texts().map(() => json(depth - 1))
        : Object.fromEntries(texts().map((key) => [key, json(depth - 1)]));
  const [first, second] = [names[Math.floor(random() * 6)]!, names[6 + Math.floor(random() * 6)]!];
  const sketch = sketchPlan(
    { [first]: [], [second]: [first] },
    {
      flow: text(),
      source: text(),
      doc: text(),
      picture: texts(),
      schedule: { cron: text(), timezone: text() },
      with: [{ name: 'environment', attributes: { vars: { [text()]: text() } } }],
      parameters: [
        sketchParameter({ name: `a${text()}`, title: text(), help: text(), default: text(), choices: texts() }),
        sketchParameter({ name: `b${text()}`, help: text(), type: 'json', computedDefault: true }),
      ],
    },
  );
  return {
    plan: { ...sketch, parts: tasksOf(sketch).map((task) => ({ ...task, doc: text() })) },
    deployment: {
      dagId: text(),
      startFile: text(),
      parameterDefaults: { [sketch.parameters[1]!.name]: JSON.stringify(json(3)) },
      tags: texts(),
      owner: text(),
      projectBranch: text(),
      namespace: text(),
    },
  };
}

/** Every text of a user in the file, as Python reads it. */
const reader = `
def texts(source):
    tree = ast.parse(source)
    assigned = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign)}
    block = next(node for node in tree.body if isinstance(node, ast.With))
    dag = {each.arg: each.value for each in block.items[0].context_expr.keywords}
    literal = ast.literal_eval
    env = {literal(key): value for key, value in zip(assigned["ENV"].keys, assigned["ENV"].values)}
    def told(variable, macro):
        return literal(assigned[macro] if macro in assigned else env[variable])
    def param(call):
        return {"default": literal(call.args[0]), **{each.arg: literal(each.value) for each in call.keywords}}
    def task(call):
        return [literal(call.args[0]), [literal(each.value) for each in call.keywords if each.arg == "doc_md"]]
    return {
        "bundle": literal(env["MF_BUNDLE"].args[0].args[0]),
        "tags": literal(assigned["TAGS"]),
        "told": [told("MF_BRANCH", "BRANCH"), told("METAFLOW_DEFAULT_NAMESPACE", "NAMESPACE"), told("MF_WITH", "WITH")],
        "dag": [literal(dag[name]) for name in ("dag_id", "doc_md", "schedule")],
        "timezone": next(literal(each.value) for each in dag["start_date"].keywords),
        "owner": literal(dag["default_args"].values[0]),
        "params": [[literal(k), param(v)] for k, v in zip(dag["params"].keys, dag["params"].values)],
        "tasks": [task(node.value) for node in block.body if isinstance(node, ast.Assign)],
    }

result = [texts(source) for source in value]
`;

/** The same, as it was given. */
function given({ plan, deployment }: ReturnType<typeof randomDag>): Record<string, unknown> {
  const { parameterDefaults, tags, projectBranch, namespace } = deployment;
  const [a, b] = plan.parameters as readonly [Plan['parameters'][number], Plan['parameters'][number]];
  const described = ({ title, help }: Plan['parameters'][number]) => ({
    ...(title !== undefined && { title }),
    ...(help !== '' && { description: help }),
  });
  const value: unknown = JSON.parse(parameterDefaults[b.name] as string);
  return {
    bundle: deployment.startFile,
    tags,
    told: [projectBranch, namespace, JSON.stringify(plan.with)],
    dag: [deployment.dagId, expect.stringContaining(plan.doc) as string, plan.schedule?.cron],
    timezone: plan.schedule?.timezone,
    owner: deployment.owner,
    params: [
      [a.name, { default: a.default, type: 'string', enum: [...new Set(a.choices)], ...described(a) }],
      [b.name, { default: value, type: expect.anything() as unknown, ...described(b) }],
    ],
    tasks: tasksOf(plan).map(({ name, doc }) => [name, doc === '' ? [] : [doc]]),
  };
}

test(`any text comes back from Python as it was given (seed ${seed})`, () => {
  const random = randomNumbers(seed);
  const dags = Array.from({ length: files }, () => randomDag(random));
  const sources = dags.map(({ plan, deployment }) => printDag(plan, deployment));
  const read = runPython<Record<string, unknown>[]>(reader, sources);
  read.forEach((found, index) => expect({ index, ...found }).toEqual({ index, ...given(dags[index]!) }));
});
