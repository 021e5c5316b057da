import type { Plan, PlannedRetry, PlannedStep } from '@mf/ir';
import type { Deployment } from './deployment';
import { bundlePath, constantLines, importLines, stepLines, runIdLines, type TaskMacro } from './preamble';
import { edgeStatements } from './print-edges';
import { parametersVariable, paramsExpression } from './print-parameters';
import {
  type Argument,
  call,
  code,
  dict,
  type Expression,
  jsonExpression,
  keyword,
  list,
  positional,
  string,
} from './python/expression';
import { formatStatements } from './python/format-statements';
import { variableNames } from './python/names';
import type { Statement } from './python/statement';
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
  const retry = mostCommonRetry(plan.steps.map(airflowRetry));
  const variables = new Map(zip(plan.steps, variableNames(plan.steps.map(({ name }) => name))));
  const variableOf = new Map([...variables].map(([step, variable]) => [step.name, variable]));
  const timedelta = plan.steps.some((step) => airflowRetry(step).times > 0 || step.timeoutSeconds !== undefined);
  const options = deployment.tags.length > 0 || plan.steps.some(({ fallbacks }) => fallbacks !== undefined);
  const macros = taskMacros(plan, deployment);
  return formatStatements([
    { kind: 'comment', text: `Airflow DAG of the flow ${plan.flow}, for Airflow 2.11 and 3.` },
    { kind: 'comment', text: `Source: ${plan.source}` },
    { kind: 'comment', text: 'Made by `mf airflow create`. To change it, change the source and create it again.' },
    { kind: 'verbatim', lines: importLines({ parameters: plan.parameters.length > 0, timedelta }) },
    { kind: 'blank' },
    { kind: 'assign', name: 'BUNDLE', value: bundlePath(deployment.bundleFile) },
    { kind: 'verbatim', lines: constantLines },
    ...(deployment.tags.length > 0 ? [tagsStatement(deployment.tags)] : []),
    ...macros.map(({ macro, value }): Statement => ({ kind: 'assign', name: macro, value: string(value) })),
    { kind: 'blank' },
    { kind: 'blank' },
    { kind: 'verbatim', lines: [...runIdLines, '', '', ...stepLines({ options, macros })] },
    { kind: 'blank' },
    { kind: 'blank' },
    {
      kind: 'with',
      context: call('DAG', dagArguments(plan, deployment, macros, retry), { exploded: true }),
      body: [
        ...plan.steps.map((step): Statement => ({
          kind: 'assign',
          name: variables.get(step) ?? step.name,
          value: call('step', [
            positional(string(step.name)),
            ...optionsAndEnvironment(step, plan, deployment),
            ...(sameRetry(airflowRetry(step), retry) ? [] : retryArguments(airflowRetry(step))),
            ...timeoutArguments(step),
            ...(step.doc === '' ? [] : [keyword('doc_md', string(step.doc))]),
          ]),
        })),
        { kind: 'blank' },
        ...edgeStatements(plan.steps, (name) => variableOf.get(name) ?? name),
      ],
    },
  ]);
}

const tagsStatement = (tags: readonly string[]): Statement => ({
  kind: 'assign',
  name: 'TAGS',
  value: list(tags.map(string)),
});

/** What all tasks are told: decorators of `--with`, the branch of `@project`, the namespace of the client. */
function taskMacros({ with: added }: Plan, { projectBranch, namespace }: Deployment): TaskMacro[] {
  const decorators = JSON.stringify(added?.map(({ name, attributes }) => ({ name, attributes })));
  return [
    ...(added ? [{ macro: 'WITH', variable: 'MF_WITH', option: 'with', value: decorators }] : []),
    ...(projectBranch === undefined
      ? []
      : [{ macro: 'BRANCH', variable: 'MF_BRANCH', option: 'project-branch', value: projectBranch }]),
    ...(namespace === undefined
      ? []
      : [{ macro: 'NAMESPACE', variable: 'METAFLOW_DEFAULT_NAMESPACE', value: namespace }]),
  ];
}

function dagArguments(
  plan: Plan,
  { dagId, tags, parameterDefaults }: Deployment,
  taskMacros: readonly TaskMacro[],
  retry: PlannedRetry,
): Argument[] {
  const macros = [
    name('metaflow_run_id'),
    ...(tags.length > 0 ? [[string('tags'), code('TAGS')] as const] : []),
    ...taskMacros.map(({ macro }) => name(macro)),
  ];
  return [
    keyword('dag_id', string(dagId)),
    // Airflow takes a text that ends with `.md` for the name of a file.
    ...(plan.doc === '' ? [] : [keyword('doc_md', string(plan.doc.endsWith('.md') ? `${plan.doc}\n` : plan.doc))]),
    keyword('schedule', plan.schedule ? string(plan.schedule.cron) : code('None')),
    keyword('start_date', startDate(plan.schedule?.timezone ?? 'UTC')),
    keyword('catchup', code('False')),
    keyword('max_active_tasks', code(String(plan.maxWorkers))),
    keyword('is_paused_upon_creation', code('False')),
    keyword(
      'default_args',
      dict(retryArguments(retry).map((argument) => [string(argument.keyword ?? ''), argument.value])),
    ),
    ...(plan.parameters.length > 0 ? [keyword('params', paramsExpression(plan.parameters, parameterDefaults))] : []),
    ...(tags.length > 0 ? [keyword('tags', code('TAGS'))] : []),
    keyword('user_defined_macros', dict(macros)),
  ];
}

const name = (identifier: string) => [string(identifier), code(identifier)] as const;

/** Constant, so that compiling again changes nothing; with `catchup=False` only its time zone matters. */
function startDate(timezone: string): Expression {
  return call('pendulum.datetime', [
    ...['2024', '1', '1'].map((part): Argument => ({ value: code(part) })),
    keyword('tz', string(timezone)),
  ]);
}

/**
 * The first step begins the run: it alone gets the values of the parameters and the tags. A step with `@catch` is told which
 * attempt is the last of its own code, by the task's present limit: it grows when somebody clears the task in Airflow.
 */
function optionsAndEnvironment(step: PlannedStep, plan: Plan, deployment: Deployment): Argument[] {
  const isFirst = step.upstream.length === 0;
  const tags = isFirst ? deployment.tags : [];
  const variables = [
    ...(isFirst && plan.parameters.length > 0 ? [parametersVariable] : []),
    ...tags.map((_, index) => [string(`TAG_${index}`), string(`{{ tags[${index}] }}`)] as const),
  ];
  const { fallbacks } = step;
  const options = [
    ...tags.map((_, index) => ` --tag "$TAG_${index}"`),
    ...(fallbacks === undefined ? [] : [` --max-user-code-retries {{ ti.max_tries - ${fallbacks} }}`]),
  ].join('');
  return [
    ...(options === '' ? [] : [keyword('options', string(options))]),
    ...(variables.length === 0 ? [] : [keyword('env', dict(variables))]),
  ];
}

/** Airflow counts the attempts that `@catch` adds like any other. */
function airflowRetry({ retry, fallbacks = 0 }: PlannedStep): PlannedRetry {
  return { ...retry, times: retry.times + fallbacks };
}

/** How much longer than the task itself Airflow waits: for the task's process to start, to read, and to record what became of it. */
const timeoutMarginSeconds = 300;

/** The task keeps its time itself, and records it when that is over. Airflow's limit is for a task that cannot. */
function timeoutArguments({ timeoutSeconds }: PlannedStep): Argument[] {
  if (timeoutSeconds === undefined) return [];
  const limit = call('timedelta', [keyword('seconds', jsonExpression(timeoutSeconds + timeoutMarginSeconds))]);
  return [keyword('execution_timeout', limit)];
}

/** Without a retry the count is still given, for a site may have a default of its own. */
function retryArguments({ times, minutesBetween }: PlannedRetry): Argument[] {
  return [
    keyword('retries', jsonExpression(times)),
    ...(times > 0
      ? [keyword('retry_delay', call('timedelta', [keyword('minutes', jsonExpression(minutesBetween))]))]
      : []),
  ];
}

/** What most steps have becomes the default of the DAG; of two that are as common, the one that comes first. */
function mostCommonRetry(retries: readonly PlannedRetry[]): PlannedRetry {
  const none: PlannedRetry = { times: 0, minutesBetween: 0 };
  const count = (retry: PlannedRetry) => retries.filter((other) => sameRetry(other, retry)).length;
  return retries.reduce((best, retry) => (count(retry) > count(best) ? retry : best), none);
}

function sameRetry(a: PlannedRetry, b: PlannedRetry): boolean {
  return a.times === b.times && (a.times === 0 || a.minutesBetween === b.minutesBetween);
}

function zip<A, B>(as: readonly A[], bs: readonly B[]): [A, B][] {
  return as.flatMap((a, index) => {
    const b = bs[index];
    return b === undefined ? [] : [[a, b] as [A, B]];
  });
}
