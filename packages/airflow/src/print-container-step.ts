import type { ContainerOperator } from './container-operator';
import { triggersHookLines } from './print-events';
import type { Uses } from './uses';

/** The task of a step whose image has an entry point that runs it: there are arguments only. */
export function containerStepLines(uses: Uses, operator: ContainerOperator): readonly string[] {
  const tells = uses.foreach || uses.switches;
  const hasConditions = uses.chosen || uses.arrived || uses.joined;
  const parameters = [
    'name',
    ...(uses.foreach ? ['index=None', 'item=None'] : []),
    ...(uses.options ? ['options=()'] : []),
    ...(tells ? ['tells=None'] : []),
    ...(hasConditions ? ['when=None'] : []),
    '**kwargs',
  ];
  return [
    `def step(${parameters.join(', ')}):`,
    '    """Runs a step in a container."""',
    `    args = ["step", name, "--run-id", RUN_ID, "--attempt", ATTEMPT${operator.hasWords ? ', *WORDS' : ''}${uses.options ? ', *options' : ''}]`,
    ...(tells
      ? ['    if tells:', `        args += ["--tell", "${operator.toldFile}"]`, '        kwargs["tells"] = tells']
      : []),
    ...(hasConditions
      ? [
          '    if when:',
          '        check, *given = when',
          '        kwargs["pre_execute"] = lambda context: check(context, *given)',
        ]
      : []),
    ...(uses.events ? triggersHookLines : []),
    ...(uses.foreach
      ? [
          '    if index is not None:',
          '        args += ["--index", index]',
          '        kwargs["map_index_template"] = "{{ task.metaflow_item }}"',
          '        kwargs["max_active_tis_per_dagrun"] = MAX_WORKERS',
        ]
      : []),
    `    ${uses.foreach ? 'task =' : 'return'} ${operator.taskFunction}(name, args, **kwargs)`,
    ...(uses.foreach
      ? [
          '    task.metaflow_item = item',
          '    task.template_fields = (*task.template_fields, "metaflow_item")',
          '    return task',
        ]
      : []),
    '',
    '',
    ...operator.taskLines(tells),
  ];
}
