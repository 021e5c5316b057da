import type { PlannedSensor } from '@mf/ir';
import type { PodDeployment } from './deployment';
import { finishedLines, triggersHookLines, triggersLines } from './print-events';
import { exitHookLines, kubernetesExitHookLines, processExitHookLines } from './print-exit-hooks';
import { kubernetesImportLines, kubernetesPassOnLines, kubernetesStepLines } from './print-kubernetes-step';
import { sensorImports } from './print-sensors';
import { call, type Expression, positional, string } from './python/expression';
import { lineWidth } from './python/format-expression';

/** A text that every task gets in a variable. A macro, so that Airflow does not render what is in it. */
export interface TaskMacro {
  /** Its name in the file, and in Jinja. */
  readonly macro: string;
  readonly variable: string;
  /** Option of the step command that takes the variable; without one the variable is all. */
  readonly option?: string;
  readonly value: string;
}

/** How the tasks of a DAG file become pods. */
export interface PodUses {
  readonly pods: PodDeployment;
  /** Whether the step command gets words besides those that it always has. */
  readonly hasWords: boolean;
}

/** What a DAG file uses: it brings along only that. */
export interface Uses {
  readonly parameters: boolean;
  /** With compute=kubernetes. */
  readonly pods: PodUses | undefined;
  readonly timedelta: boolean;
  /** Words for the step command besides the common ones. */
  readonly options: boolean;
  /** How many tags every task gets. */
  readonly tags: number;
  /** What every task gets from a macro of the DAG. */
  readonly macros: readonly TaskMacro[];
  /** Runs that events start. */
  readonly events: boolean;
  /** Runs that either events or the clock start. */
  readonly eventsOrClock: boolean;
  readonly sensors: ReadonlySet<PlannedSensor['kind']>;
  /** Name of the last step, where functions are called when a run is over. */
  readonly exitHooksAfter: string | undefined;
  /** Tasks for each item of a foreach. */
  readonly foreach: boolean;
  /** A foreach inside of a foreach. */
  readonly nested: boolean;
  /** Tasks that tell Airflow which task comes next. */
  readonly switches: boolean;
  readonly chosen: boolean;
  readonly arrived: boolean;
  readonly joined: boolean;
}

/** The imports of a DAG file: one place for Airflow 2.11 and 3. */
export function importLines(uses: Uses): readonly string[] {
  const exceptions = [
    ...(fails(uses) || uses.exitHooksAfter !== undefined ? ['AirflowFailException'] : []),
    ...(skips(uses) || uses.exitHooksAfter !== undefined ? ['AirflowSkipException'] : []),
  ].join(', ');
  const sensors = sensorImports(uses.sensors);
  const decorators = [...(uses.nested ? ['task'] : []), ...(uses.foreach ? ['task_group'] : [])];
  return [
    'import hashlib',
    ...(usesJson(uses) ? ['import json'] : []),
    ...(uses.timedelta ? ['from datetime import timedelta'] : []),
    ...(uses.pods ? [] : ['from pathlib import Path']),
    '',
    'import pendulum',
    ...(checksItems(uses) ? ['from airflow.configuration import conf'] : []),
    ...(uses.pods ? kubernetesImportLines : []),
    '',
    'try:',
    ...(hasProcesses(uses) ? ['    from airflow.providers.standard.operators.bash import BashOperator'] : []),
    ...sensors.three,
    ...fromImport('airflow.sdk', [
      ...['DAG', 'Asset', ...(uses.eventsOrClock ? ['AssetOrTimeSchedule', 'CronTriggerTimetable'] : [])],
      ...(uses.parameters ? ['Param'] : []),
      ...decorators,
    ]),
    ...(exceptions === '' ? [] : [`    from airflow.sdk.exceptions import ${exceptions}`]),
    'except ImportError:  # Airflow 2',
    '    from airflow import DAG',
    '    from airflow.datasets import Dataset as Asset',
    ...(decorators.length === 0 ? [] : [`    from airflow.decorators import ${decorators.join(', ')}`]),
    ...(exceptions === '' ? [] : [`    from airflow.exceptions import ${exceptions}`]),
    ...(uses.parameters ? ['    from airflow.models.param import Param'] : []),
    ...(hasProcesses(uses) ? ['    from airflow.operators.bash import BashOperator'] : []),
    ...sensors.two,
    ...(uses.eventsOrClock ? eventsOrClockLines : []),
    ...sensors.both,
  ];
}

/** On lines of its own where it is long. */
function fromImport(module: string, names: readonly string[]): string[] {
  const line = `    from ${module} import ${names.join(', ')}`;
  if (line.length <= lineWidth) return [line];
  return [`    from ${module} import (`, ...names.map((name) => `        ${name},`), '    )'];
}

const eventsOrClockLines: readonly string[] = [
  '    from airflow.timetables.datasets import DatasetOrTimeSchedule',
  '    from airflow.timetables.trigger import CronTriggerTimetable',
  '',
  '    def AssetOrTimeSchedule(timetable, assets):',
  '        return DatasetOrTimeSchedule(timetable=timetable, datasets=assets)',
];

/** The path of the bundle: in the folder of the DAG file, wherever that is on each machine. */
export function bundlePath(file: string): Expression {
  return call('str', [positional(call('Path(__file__).with_name', [positional(string(file))]))]);
}

/** Metaflow's own formula, so that a run has the same id as if Metaflow had compiled the flow (facts: plugins/airflow). */
export const constantLines: readonly string[] = [
  'RUN_ID = "{{ metaflow_run_id(run_id, dag.dag_id) }}"',
  'ATTEMPT = "{{ ti.try_number - 1 }}"',
];

/** The functions that a DAG file needs, two empty lines between them. */
export function functionLines(uses: Uses): readonly string[] {
  const passesOn = uses.events || (uses.parameters && uses.pods !== undefined);
  const functions = [
    runIdLines,
    finishedLines,
    ...(passesOn ? [uses.pods ? kubernetesPassOnLines : passOnLines] : []),
    ...(uses.events ? [triggersLines] : []),
    uses.pods ? kubernetesStepLines(uses, uses.pods) : stepLines(uses),
    ...(uses.parameters ? [passesOn ? parametersLines : onlyParametersLines] : []),
    ...(checksItems(uses) ? [itemsLines] : []),
    ...(uses.nested ? [nestedItemsLines] : []),
    ...(skips(uses) ? [toldLines] : []),
    ...(uses.chosen ? [chosenLines] : []),
    ...(uses.arrived || uses.joined || uses.exitHooksAfter !== undefined ? [succeededLines] : []),
    ...(uses.arrived ? [arrivedLines] : []),
    ...(uses.joined ? [joinedLines] : []),
    ...(uses.exitHooksAfter === undefined ? [] : [exitHookLines(uses.exitHooksAfter, exitHookOperator(uses))]),
  ];
  return functions.flatMap((lines, index) => (index === 0 ? lines : ['', '', ...lines]));
}

const fails = (uses: Uses): boolean => uses.joined || checksItems(uses);

const skips = ({ chosen, arrived, joined }: Uses): boolean => chosen || arrived || joined;

/** Whether anything but pods runs. */
const hasProcesses = ({ pods, exitHooksAfter }: Uses): boolean => !pods || exitHooksAfter !== undefined;

/** What a pod hands on is read by Airflow's operator, and only a list that is made in Airflow itself can be looked at before. */
const checksItems = ({ pods, foreach, nested }: Uses): boolean => (pods ? nested : foreach);

const usesJson = (uses: Uses): boolean =>
  uses.events || uses.parameters || checksItems(uses) || (!uses.pods && uses.switches);

const exitHookOperator = (uses: Uses): readonly string[] =>
  uses.pods ? kubernetesExitHookLines : processExitHookLines(exitHookVariables(uses));

const exitHookVariables = ({ macros }: Uses): string[] => [
  '"MF_BUNDLE": BUNDLE,',
  ...macros.flatMap(({ option, variable, macro }) =>
    option === undefined ? [`"${variable}": "{{ ${macro} }}",`] : [],
  ),
  '"METAFLOW_RUNTIME_NAME": "airflow",',
];

const runIdLines: readonly string[] = [
  'def metaflow_run_id(run_id, dag_id):',
  '    digest = hashlib.md5(f"{run_id}-{dag_id}".encode(), usedforsecurity=False).hexdigest()',
  '    return f"airflow-{digest[:12]}"',
];

/**
 * The task of a step with compute=process. Airflow's defaults that would be wrong for a step are set: it takes exit code 99 for "skipped",
 * starts with an empty environment where `env` is given, and keeps the last line of output as an XCom.
 *
 * A function, not a subclass: to make a class of operators takes Airflow as long as to make two tasks, in each parse of each file.
 */
function stepLines(uses: Uses): readonly string[] {
  const tags = Array.from({ length: uses.tags }, (_none, index) => ({
    variable: `TAG_${index}`,
    option: 'tag',
    macro: `tags[${index}]`,
  }));
  const macros: readonly Omit<TaskMacro, 'value'>[] = [...tags, ...uses.macros];
  const options = macros.flatMap(({ option, variable }) =>
    option === undefined ? [] : [` --${option} "$${variable}"`],
  );
  const variables = macros.map(({ variable, macro }) => `"${variable}": "{{ ${macro} }}"`);
  const runtimeName = '"METAFLOW_RUNTIME_NAME": "airflow"';
  const tells = uses.foreach || uses.switches;
  const hasConditions = uses.chosen || uses.arrived || uses.joined;
  const parameters = [
    'name',
    ...(uses.foreach ? ['index=None', 'item=None'] : []),
    ...(uses.options ? ['options=""'] : []),
    ...(tells ? ['tells=None'] : []),
    ...(hasConditions ? ['when=None'] : []),
    '**kwargs',
  ];
  return [
    `def step(${parameters.join(', ')}):`,
    '    """Runs a step as a Node process."""',
    ...(variables.length > 0
      ? [
          '    env = {',
          ...['"MF_BUNDLE": BUNDLE', ...variables, runtimeName].map((line) => `        ${line},`),
          '    }',
        ]
      : [`    env = {"MF_BUNDLE": BUNDLE, ${runtimeName}}`]),
    '    run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"',
    ...options.map((option) => `    run += '${option}'`),
    ...(tells
      ? ['    if tells:', '        run += " --tell stdout"', '        kwargs["output_processor"] = tells']
      : []),
    ...(hasConditions
      ? [
          '    if when:',
          '        check, *args = when',
          '        kwargs["pre_execute"] = lambda context: check(context, *args)',
        ]
      : []),
    ...(uses.events ? triggersHookLines : []),
    ...(uses.foreach
      ? [
          '    if index is not None:',
          '        run += \' --index "$MF_INDEX"\'',
          '        env["MF_INDEX"] = index',
          '        kwargs["map_index_template"] = "{{ task.metaflow_item }}"',
          '        kwargs["max_active_tis_per_dagrun"] = MAX_WORKERS',
        ]
      : []),
    '    task = BashOperator(',
    '        task_id=name,',
    `        bash_command=f'exec node "$MF_BUNDLE" step {name} {run}${uses.options ? '{options}' : ''}',`,
    '        env=env,',
    '        append_env=True,',
    `        do_xcom_push=${tells ? 'tells is not None' : 'False'},`,
    '        skip_on_exit_code=None,',
    '        **kwargs,',
    '    )',
    '    # For the Rendered Template page.',
    '    task.metaflow_run_id = RUN_ID',
    ...(uses.foreach
      ? [
          '    task.metaflow_item = item',
          '    task.template_fields = (*task.template_fields, "metaflow_run_id", "metaflow_item")',
        ]
      : ['    task.template_fields = (*task.template_fields, "metaflow_run_id")']),
    '    return task',
  ];
}

/** No template: Linux takes at most 128 KB in a variable. `dumps` escapes, so that characters are bytes. */
const pieceLines = (value: string, variable: string): readonly string[] => [
  `    text, size = json.dumps(${value}), 100_000`,
  '    for at in range(0, len(text), size):',
  `        context["task"].env[f"${variable}_{at // size}"] = text[at : at + size]`,
];

const passOnLines: readonly string[] = [
  'def pass_on(context, variable, value):',
  '    """Passes a value to a step as JSON, in pieces that fit into a variable."""',
  ...pieceLines('value', '{variable}'),
];

const parametersLines: readonly string[] = [
  'def parameters(context):',
  '    pass_on(context, "METAFLOW_PARAMETERS", context["params"])',
];

/** Where nothing else is passed on: shorter, for most files. */
const onlyParametersLines: readonly string[] = [
  'def parameters(context):',
  '    """Passes the parameters in pieces that fit into a variable."""',
  ...pieceLines('context["params"]', 'METAFLOW_PARAMETERS'),
];

/** Airflow fails the task that pushes too long a list, in words that do not say what to do. */
const itemsLines: readonly string[] = [
  'def items(line):',
  '    """The items of a foreach, from the last line that its split printed."""',
  '    found = json.loads(line)',
  '    limit = conf.getint("core", "max_map_length")',
  '    if len(found) > limit:',
  '        raise AirflowFailException(',
  '            f"The foreach has {len(found)} items, and this Airflow maps over at most {limit}: "',
  '            "raise its core.max_map_length (AIRFLOW__CORE__MAX_MAP_LENGTH)"',
  '        )',
  '    return found',
];

/**
 * Airflow has no foreach inside of a foreach. What an outer item left behind that is no longer there does not count. The split stands in a
 * list because Airflow 3 answers a bare name with no list where just one item has left something.
 */
const nestedItemsLines: readonly string[] = [
  '@task(trigger_rule="all_done")',
  'def items_of(split, within, ti=None):',
  '    """The items of an inner foreach, over all items of the foreach around it."""',
  '    outer = {item["index"] for item in ti.xcom_pull(task_ids=within) or []}',
  '    inner = [item for found in ti.xcom_pull(task_ids=[split]) for item in found or []]',
  '    return items(json.dumps([i for i in inner if i["index"].rpartition(".")[0] in outer]))',
];

const toldLines: readonly string[] = [
  'def told(context, task):',
  '    """What a task told Airflow at the same item of the foreach."""',
  '    return context["ti"].xcom_pull(task_ids=task, map_indexes=context["ti"].map_index)',
];

const chosenLines: readonly string[] = [
  'def chosen(context, *ways):',
  '    """Skips a task unless the switches of one of the ways have chosen to come here."""',
  '    if not any(all(told(context, switch) in way[switch] for switch in way) for way in ways):',
  '        raise AirflowSkipException("No switch has chosen this step")',
];

/** Airflow 3 answers with `name` or `name_<map index>`. */
const succeededLines: readonly string[] = [
  'def succeeded(context, task):',
  '    """At which items a task has succeeded in this run, as map indexes."""',
  '    ti, run = context["ti"], context["run_id"]',
  '    if not hasattr(ti, "get_task_states"):  # Airflow 2',
  '        found = context["dag_run"].get_task_instances(state=["success"])',
  '        return {each.map_index for each in found if each.task_id == task}',
  '    states = ti.get_task_states(dag_id=ti.dag_id, task_ids=[task], run_ids=[run]).get(run, {})',
  '    return {int(key[len(task) + 1 :] or -1) for key in states if states[key] == "success"}',
];

const arrivedLines: readonly string[] = [
  'def arrived(context, *branches):',
  '    """Skips a task at an item that did not get through one of the tasks of each branch."""',
  '',
  '    def ended(task, choice):',
  '        here = context["ti"].map_index in succeeded(context, task)',
  '        return here and choice in (None, told(context, task))',
  '',
  '    if not all(any(ended(*end) for end in branch.items()) for branch in branches):',
  '        raise AirflowSkipException("This item did not get here")',
];

const joinedLines: readonly string[] = [
  'def joined(context, split, within, *ends):',
  '    """Skips a join whose foreach did not run; fails it when an item did not get through."""',
  '    ti = context["ti"]',
  '    if ti.map_index not in succeeded(context, split):',
  '        raise AirflowSkipException("The foreach did not run")',
  '    through = set().union(*(succeeded(context, end) for end in ends))',
  '    place = {item["index"]: at for at, item in enumerate(ti.xcom_pull(task_ids=within))}',
  '    lost = [i for i in told(context, split) if place.get(i["index"]) not in through]',
  '    if lost:',
  '        names = ", ".join(item["item"] for item in lost[:10])',
  '        raise AirflowFailException(f"{len(lost)} items did not get here: {names}")',
];
