import { containerStepLines } from './print-container-step';
import { finishedLines, onlyTriggersLines, triggersLines } from './print-events';
import { containerExitHookLines, exitHookLines, processExitHookLines } from './print-exit-hooks';
import { onlyParametersLines, passOnLines } from './print-pass-on';
import { processStepLines } from './print-process-step';
import { sensorImports } from './print-sensors';
import { lineWidth } from './python/format-expression';
import type { Uses } from './uses';

/** The imports of a DAG file: one place for Airflow 2.11 and 3. */
export function importLines(uses: Uses): readonly string[] {
  const exceptions = [
    ...(fails(uses) || uses.exitHooks ? ['AirflowFailException'] : []),
    ...(skips(uses) || uses.exitHooks ? ['AirflowSkipException'] : []),
  ].join(', ');
  const sensors = sensorImports(uses.sensors);
  const decorators = [...(uses.nested ? ['task'] : []), ...(uses.foreach ? ['task_group'] : [])];
  return [
    ...libraryImports(uses),
    '',
    ...spaced([
      ...(uses.startsItself ? ['import pendulum'] : []),
      ...(uses.foreach ? ['from airflow.configuration import conf'] : []),
      ...(uses.containers?.imports ?? []),
    ]),
    'try:',
    ...(hasProcesses(uses) ? ['    from airflow.providers.standard.operators.bash import BashOperator'] : []),
    ...sensors.three,
    ...fromImport('airflow.sdk', [
      ...['DAG', 'Asset', ...(uses.eventsOrClock ? ['AssetOrTimeSchedule', 'CronTriggerTimetable'] : [])],
      ...(hasConnections(uses) ? ['BaseHook'] : []),
      ...(uses.parameters ? ['Param'] : []),
      ...decorators,
    ]),
    ...(exceptions === '' ? [] : [`    from airflow.sdk.exceptions import ${exceptions}`]),
    'except ImportError:  # Airflow 2',
    '    from airflow import DAG',
    '    from airflow.datasets import Dataset as Asset',
    ...(decorators.length === 0 ? [] : [`    from airflow.decorators import ${decorators.join(', ')}`]),
    ...(exceptions === '' ? [] : [`    from airflow.exceptions import ${exceptions}`]),
    ...(hasConnections(uses) ? ['    from airflow.hooks.base import BaseHook'] : []),
    ...(uses.parameters ? ['    from airflow.models.param import Param'] : []),
    ...(hasProcesses(uses) ? ['    from airflow.operators.bash import BashOperator'] : []),
    ...sensors.two,
    ...(uses.eventsOrClock ? eventsOrClockLines : []),
    ...sensors.both,
  ];
}

const spaced = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [...lines, '']);

/** In the order that formatters of Python know: whole modules first. */
function libraryImports(uses: Uses): readonly string[] {
  const lines = [
    'import hashlib',
    ...(usesJson(uses) ? ['import json'] : []),
    ...(uses.timedelta ? ['from datetime import timedelta'] : []),
    ...(uses.containers ? uses.containers.libraryImports(uses.foreach || uses.switches) : ['from pathlib import Path']),
  ];
  const isModule = (line: string) => line.startsWith('import ');
  return [...lines.filter(isModule).sort(), ...lines.filter((line) => !isModule(line))];
}

/** On lines of its own where it is long. */
function fromImport(module: string, names: readonly string[]): string[] {
  const line = `    from ${module} import ${names.join(', ')}`;
  if (line.length <= lineWidth) return [line];
  return [`    from ${module} import (`, ...names.map((name) => `        ${name},`), '    )'];
}

const eventsOrClockLines: readonly string[] = [
  '    from airflow.timetables.datasets import DatasetOrTimeSchedule as AssetOrTimeSchedule',
  '    from airflow.timetables.trigger import CronTriggerTimetable',
];

/** Metaflow's own formula, so that a run has the same id as if Metaflow had compiled the flow (facts: plugins/airflow). */
export const constantLines: readonly string[] = [
  'RUN_ID = (',
  '    "airflow-"',
  `    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"`,
  ')',
  'ATTEMPT = "{{ ti.try_number - 1 }}"',
];

/** The functions that a DAG file needs, two empty lines between them. */
export function functionLines(uses: Uses): readonly string[] {
  const { containers } = uses;
  // To a process, one thing alone is passed on by the function that finds it.
  const passesOn = containers ? uses.events || uses.parametersInPieces : uses.events && uses.parametersInPieces;
  const functions = [
    finishedLines(uses),
    ...(passesOn ? [containers?.passOnLines ?? passOnLines('env')] : []),
    ...(uses.events ? [passesOn ? triggersLines : onlyTriggersLines] : []),
    ...(containers && hasConnections(uses) ? [containers.connectionLines] : []),
    containers ? containerStepLines(uses, containers) : processStepLines(uses),
    ...(uses.parametersInPieces ? [passesOn ? parametersLines : onlyParametersLines] : []),
    ...(uses.nested ? [nestedItemsLines] : []),
    ...(skips(uses) ? [toldLines] : []),
    ...(uses.chosen ? [chosenLines] : []),
    ...(uses.arrived || uses.joined || uses.exitHooks ? [succeededLines] : []),
    ...(uses.arrived ? [arrivedLines] : []),
    ...(uses.joined ? [joinedLines(uses)] : []),
    ...(uses.exitHooks ? [exitHookLines(uses.last, exitHookOperator(uses))] : []),
  ];
  return functions.flatMap((lines, index) => (index === 0 ? lines : ['', '', ...lines]));
}

const fails = (uses: Uses): boolean => uses.joined || uses.nested || hasConnections(uses);

/** Whether containers get connections of Airflow. */
const hasConnections = ({ containers }: Uses): boolean => (containers?.connectionLines ?? []).length > 0;

const skips = ({ chosen, arrived, joined }: Uses): boolean => chosen || arrived || joined;

/** Whether anything but containers runs. */
const hasProcesses = ({ containers, exitHooks }: Uses): boolean => !containers || exitHooks;

const readsTold = ({ containers }: Uses): boolean => containers?.readsTold ?? true;

const usesJson = (uses: Uses): boolean =>
  uses.events ||
  uses.parametersInPieces ||
  hasConnections(uses) ||
  (readsTold(uses) && (uses.foreach || uses.switches));

const exitHookOperator = (uses: Uses): readonly string[] =>
  uses.containers ? containerExitHookLines(uses.containers.taskFunction) : processExitHookLines;

const parametersLines: readonly string[] = [
  'def parameters(context):',
  '    pass_on(context, "METAFLOW_PARAMETERS", context["params"])',
];

/**
 * Airflow has no foreach inside of a foreach. What an outer item left behind that is no longer there does not count. The split stands in a
 * list because Airflow 3 answers a bare name with no list where just one item has left something.
 */
const nestedItemsLines: readonly string[] = [
  '@task(trigger_rule="all_done")',
  'def items_of(split, within, ti=None):',
  '    """The items of an inner foreach, over all items of the foreach around it."""',
  '    outer = tuple(item.split()[0] + "." for item in ti.xcom_pull(task_ids=within) or [])',
  '    inner = [item for some in ti.xcom_pull(task_ids=[split]) for item in some or []]',
  '    found = [item for item in inner if item.startswith(outer)]',
  '    if len(found) > int(ENV["MF_MAX_ITEMS"]):',
  '        raise AirflowFailException(f"{len(found)} items in all: raise core.max_map_length")',
  '    return found',
];

const toldLines: readonly string[] = [
  'def told(ti, task):',
  '    """What a task told Airflow at the same item of the foreach."""',
  '    return ti.xcom_pull(task_ids=task, map_indexes=ti.map_index)',
];

const chosenLines: readonly string[] = [
  'def chosen(ti, *ways):',
  '    """Skips a task unless the switches of one of the ways have chosen to come here."""',
  '    if not any(all(told(ti, switch) in way[switch] for switch in way) for way in ways):',
  '        raise AirflowSkipException("No switch has chosen this step")',
];

/** Airflow 3 answers with `name` or `name_<map index>`. */
const succeededLines: readonly string[] = [
  'def succeeded(ti, task):',
  '    """At which items a task has succeeded in this run, as map indexes."""',
  '    run = ti.run_id',
  '    if not hasattr(ti, "get_task_states"):  # Airflow 2',
  '        found = ti.get_dagrun().fetch_task_instances(ti.dag_id, run, [task], ["success"])',
  '        return {each.map_index for each in found}',
  '    states = ti.get_task_states(dag_id=ti.dag_id, task_ids=[task], run_ids=[run]).get(run, {})',
  '    return {int(key[len(task) + 1 :] or -1) for key in states if states[key] == "success"}',
];

const arrivedLines: readonly string[] = [
  'def arrived(ti, *branches):',
  '    """Skips a task at an item that did not get through one of the tasks of each branch."""',
  '    for branch in branches:',
  '        ends = [task for task in branch if ti.map_index in succeeded(ti, task)]',
  '        if not any(branch[end] in (None, told(ti, end)) for end in ends):',
  '            raise AirflowSkipException("This item did not get here")',
];

const joinedLines = (uses: Uses): readonly string[] => [
  'def joined(ti, split, within, *ends):',
  '    """Skips a join whose foreach did not run; fails it when an item did not get through."""',
  ...(uses.arrived
    ? ['    arrived(ti, {split: None})']
    : [
        '    if ti.map_index not in succeeded(ti, split):',
        '        raise AirflowSkipException("The foreach did not run")',
      ]),
  '    places = set().union(*(succeeded(ti, end) for end in ends))',
  '    items = ti.xcom_pull(task_ids=within) or []',
  '    through = {item for place, item in enumerate(items) if place in places}',
  '    lost = [item for item in told(ti, split) if item not in through]',
  '    if lost:',
  '        raise AirflowFailException(f"{len(lost)} items did not get here: {lost[:10]}")',
];
