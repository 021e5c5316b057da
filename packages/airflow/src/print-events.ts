import { finishEvent, type Plan } from '@mf/ir';
import type { Deployment } from './deployment';
import {
  type Argument,
  call,
  code,
  dict,
  type Expression,
  keyword,
  list,
  positional,
  spread,
  string,
} from './python/expression';
import { pieceLines } from './print-pass-on';
import { quote } from './python/quote';
import type { Statement } from './python/statement';
import type { Uses } from './uses';

/** When Airflow starts runs by itself: by the clock, when assets have been updated, or by either. */
export function scheduleExpression({ schedule, events }: Plan): Expression {
  const clock = schedule && string(schedule.cron);
  if (events.length === 0) return clock ?? code('None');
  const assets = list(events.map(({ name }) => assetExpression(name)));
  if (!clock) return assets;
  const timetable = call('CronTriggerTimetable', [
    positional(clock),
    keyword('timezone', string(schedule.timezone ?? 'UTC')),
  ]);
  return call('AssetOrTimeSchedule', [keyword('timetable', timetable), spread(dict([[code('KIND + "s"'), assets]]))]);
}

/** What Airflow calls them in the names of arguments and of what it tells tasks. */
export const eventKindStatement: Statement = {
  kind: 'verbatim',
  lines: ['KIND = Asset.__name__.lower()  # "dataset" in Airflow 2'],
};

/** The asset that the last task of a run updates, for flows that wait for it. */
export function finishStatement({ dagId }: Deployment): Statement {
  // Airflow 2 takes ASCII alone.
  return { kind: 'assign', name: 'FINISHED', value: assetExpression(finishEvent(encodeURI(dagId))) };
}

export const finishArguments: readonly Argument[] = [
  keyword('outlets', list([code('FINISHED')])),
  keyword('post_execute', code('finished')),
];

export const finishedLines = ({ flow, last }: Pick<Uses, 'flow' | 'last'>): readonly string[] => [
  'def finished(context, result=None):',
  '    """Tells flows that wait for this one which run it was."""',
  `    path = ${quote(`${flow}/`)} + context["task"].metaflow_run_id + ${quote(`/${last}/task`)}`,
  '    context["outlet_events"][FINISHED].extra["pathspec"] = path',
];

const foundLines: readonly string[] = [
  '    found = [',
  '        {',
  '            "name": getattr(asset, "name", asset),',
  '            "id": event.source_run_id,',
  '            "timestamp": int(event.timestamp.timestamp()),',
  '            "payload": event.extra,',
  '        }',
  '        for asset, events in context[f"triggering_{KIND}_events"].items()',
  '        for event in events',
  '    ]',
];

export const triggersLines: readonly string[] = [
  'def triggers(context):',
  '    """Passes to a step what started the run."""',
  ...foundLines,
  '    pass_on(context, "METAFLOW_TRIGGERS", found)',
];

/** Where nothing else is passed on, to a process. */
export const onlyTriggersLines: readonly string[] = [
  'def triggers(context):',
  '    """Passes to a step what started the run, in pieces that fit into a variable."""',
  ...foundLines,
  ...pieceLines('found', 'METAFLOW_TRIGGERS', 'env'),
];

/** In the function that makes the task of a step, which may have a hook of its own. */
export const triggersHookLines: readonly string[] = [
  '    hook = kwargs.get("pre_execute")',
  '    kwargs["pre_execute"] = lambda context: (hook and hook(context), triggers(context))',
];

function assetExpression(name: string): Expression {
  return call('Asset', [positional(string(name))]);
}
