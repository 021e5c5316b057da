import { hasForeach, type Plan, type StepRetry, type PlannedTask, tasksOf } from '@mf/ir';
import type { ContainerOperator } from './container-operator';
import type { Deployment } from './deployment';
import { constantLines, functionLines, importLines } from './preamble';
import type { TaskMacro } from './task-macro';
import type { Uses } from './uses';
import { dockerOperator } from './print-docker-task';
import { eventKindStatement, finishStatement, scheduleExpression } from './print-events';
import { kubernetesOperator } from './print-kubernetes-task';
import { arePassedInPieces, paramsExpression } from './print-parameters';
import { partStatements } from './print-parts';
import { processEnvironment } from './print-process-step';
import { queueingArguments } from './print-queueing';
import { mostCommonRetry, retryArguments } from './print-retry';
import { airflowRetry, hasOptions, taskExpression } from './print-task';
import {
  type Argument,
  call,
  code,
  dict,
  type Expression,
  jsonExpression,
  keyword,
  list,
  string,
} from './python/expression';
import { formatStatements } from './python/format-statements';
import type { Statement } from './python/statement';
import { isLeftAsItIs } from './template-text';
import { requireWellFormed } from './well-formed';

/**
 * The source of an Airflow DAG file that runs a plan: stock operators, for Airflow 2.11 and 3. It finds the bundle beside itself.
 *
 * Pure: the same plan and deployment give the same bytes. No text of a user stands in a field that Airflow renders with Jinja.
 *
 * @throws IllFormedTextError
 */
export function printDag(plan: Plan, deployment: Deployment): string {
  requireWellFormed(plan, deployment);
  const tasks = tasksOf(plan);
  const retry = mostCommonRetry(tasks.map(airflowRetry));
  const macros = taskMacros(plan, deployment);
  const containers = operatorOf(plan, deployment, macros);
  const uses = usesOf(plan, tasks, deployment, macros, containers);
  return formatStatements([
    {
      kind: 'comment',
      text: 'Made by `mf airflow create` for Airflow 2.11 and 3: change the source.',
    },
    { kind: 'verbatim', lines: importLines(uses) },
    { kind: 'blank' },
    ...(containers
      ? []
      : [{ kind: 'assign' as const, name: 'ENV', value: processEnvironment(deployment.startFile, uses) }]),
    { kind: 'verbatim', lines: constantLines },
    finishStatement(deployment),
    ...(uses.events ? [eventKindStatement] : []),
    ...(deployment.tags.length > 0 ? [tagsStatement(deployment.tags)] : []),
    ...(containers?.statements ??
      rendered(macros).map(({ macro, value }): Statement => ({ kind: 'assign', name: macro, value: string(value) }))),
    { kind: 'blank' },
    { kind: 'blank' },
    { kind: 'verbatim', lines: functionLines(uses) },
    { kind: 'blank' },
    { kind: 'blank' },
    {
      kind: 'with',
      context: call('DAG', dagArguments(plan, deployment, renderedMacros(deployment, macros, containers), retry), {
        exploded: true,
      }),
      body: partStatements(plan, (task, isItem) => taskExpression(task, plan, retry, isItem, containers)),
    },
  ]);
}

/** The operator that runs the containers of a deployment; undefined where there are none. */
function operatorOf(plan: Plan, deployment: Deployment, macros: readonly TaskMacro[]): ContainerOperator | undefined {
  const { tags, containers } = deployment;
  if (!containers) return undefined;
  return containers.compute === 'docker'
    ? dockerOperator(plan, tags, macros, containers)
    : kubernetesOperator(plan, deployment, macros, containers);
}

function usesOf(
  plan: Plan,
  tasks: readonly PlannedTask[],
  { tags }: Deployment,
  macros: readonly TaskMacro[],
  containers: ContainerOperator | undefined,
): Uses {
  const limitsTime = containers?.limitsTime ?? true;
  const hasCondition = (kind: string) => tasks.some(({ condition }) => condition?.kind === kind);
  return {
    parameters: plan.parameters.length > 0,
    parametersInPieces: arePassedInPieces(plan, containers !== undefined),
    containers,
    timedelta:
      tasks.some((task) => airflowRetry(task).times > 0 || (task.timeoutSeconds !== undefined && limitsTime)) ||
      plan.runTimeoutSeconds !== undefined ||
      plan.sensors.some(({ options }) => 'execution_delta' in options),
    options: tasks.some((task) => hasOptions(task)),
    tags: tags.length,
    macros,
    events: plan.events.length > 0,
    eventsOrClock: plan.events.length > 0 && plan.schedule !== undefined,
    sensors: new Set(plan.sensors.map(({ kind }) => kind)),
    exitHooks: plan.exitHooks !== undefined,
    flow: plan.flow,
    last: plan.last,
    startsItself: startsItself(plan),
    foreach: hasForeach(plan),
    maxWorkers: plan.maxWorkers,
    nested: plan.parts.some(({ kind }) => kind === 'items'),
    switches: tasks.some(({ tells }) => tells === 'next'),
    chosen: hasCondition('chosen'),
    arrived: hasCondition('arrived'),
    joined: hasCondition('joined'),
  };
}

const startsItself = ({ schedule, events }: Plan): boolean => schedule !== undefined || events.length > 0;

/** What the fields of tasks that Airflow renders can name. */
function renderedMacros(
  { tags }: Deployment,
  macros: readonly TaskMacro[],
  containers: ContainerOperator | undefined,
): (readonly [Expression, Expression])[] {
  const rendersTags = tags.length > 0 && (containers?.rendersTags ?? true);
  return [
    [string('md5'), code('hashlib.md5')],
    ...(rendersTags ? [[string('tags'), code('TAGS')] as const] : []),
    ...(containers?.macros ?? rendered(macros)).map(({ macro }) => name(macro)),
  ];
}

/** Those whose text could not stand in the variable of a process itself. */
const rendered = (macros: readonly TaskMacro[]) => macros.filter(({ value }) => !isLeftAsItIs(value));

/** Each step of a foreach has workers of its own; Airflow's limit for the whole DAG must not be narrower than all of them. */
function maxActiveTasks({ parts, maxWorkers }: Plan): number {
  return maxWorkers * Math.max(1, parts.flatMap((part) => (part.kind === 'foreach' ? part.tasks : [])).length);
}

const tagsStatement = (tags: readonly string[]): Statement => ({
  kind: 'assign',
  name: 'TAGS',
  value: list(tags.map(string)),
});

/** What all tasks are told: decorators of `--with`, the branch of `@project`, the production token, the namespace of the client. */
function taskMacros({ with: added }: Plan, { projectBranch, productionToken, namespace }: Deployment): TaskMacro[] {
  const decorators = JSON.stringify(added?.map(({ name, attributes }) => ({ name, attributes })));
  return [
    ...(added ? [{ macro: 'WITH', variable: 'MF_WITH', option: 'with', value: decorators }] : []),
    ...(projectBranch === undefined
      ? []
      : [{ macro: 'BRANCH', variable: 'MF_BRANCH', option: 'project-branch', value: projectBranch }]),
    ...(productionToken === undefined
      ? []
      : [{ macro: 'TOKEN', variable: 'METAFLOW_PRODUCTION_TOKEN', value: productionToken }]),
    ...(namespace === undefined
      ? []
      : [{ macro: 'NAMESPACE', variable: 'METAFLOW_DEFAULT_NAMESPACE', value: namespace }]),
  ];
}

function dagArguments(
  plan: Plan,
  { dagId, tags, parameterDefaults, owner }: Deployment,
  macros: readonly (readonly [Expression, Expression])[],
  retry: StepRetry,
): Argument[] {
  return [
    keyword('dag_id', string(dagId)),
    keyword('doc_md', string(docText(plan))),
    keyword('schedule', scheduleExpression(plan)),
    ...(startsItself(plan)
      ? [keyword('start_date', startDate(plan.schedule?.timezone ?? 'UTC')), keyword('catchup', code('False'))]
      : []),
    keyword('max_active_tasks', code(String(maxActiveTasks(plan)))),
    ...(plan.maxActiveRuns === undefined ? [] : [keyword('max_active_runs', code(String(plan.maxActiveRuns)))]),
    ...(plan.runTimeoutSeconds === undefined
      ? []
      : [keyword('dagrun_timeout', call('timedelta', [keyword('seconds', jsonExpression(plan.runTimeoutSeconds))]))]),
    keyword('is_paused_upon_creation', code('False')),
    keyword(
      'default_args',
      dict([
        ...(owner === undefined ? [] : [[string('owner'), string(owner)] as const]),
        ...[...retryArguments(retry), ...queueingArguments(plan.queueing)].map(
          (argument) => [string(argument.keyword ?? ''), argument.value] as const,
        ),
      ]),
    ),
    ...(plan.parameters.length > 0 ? [keyword('params', paramsExpression(plan, parameterDefaults))] : []),
    ...(tags.length > 0 ? [keyword('tags', code('TAGS'))] : []),
    keyword('user_defined_macros', dict(macros)),
  ];
}

/** Markdown: what the author says of the flow, its graph, and where its source and the data of its runs are found. */
function docText({ doc, picture, source, flow }: Plan): string {
  const graph = picture.map((line) => `    ${line}`).join('\n');
  const links = `Source: \`${source}\`, data: \`${flow}/<metaflow_run_id>\`.`;
  return [...(doc === '' ? [] : [doc]), graph, links].join('\n\n');
}

const name = (identifier: string) => [string(identifier), code(identifier)] as const;

/** Constant, so that compiling again changes nothing; with `catchup=False` only its time zone matters. */
function startDate(timezone: string): Expression {
  return call('pendulum.datetime', [
    ...['2024', '1', '1'].map((part): Argument => ({ value: code(part) })),
    keyword('tz', string(timezone)),
  ]);
}
