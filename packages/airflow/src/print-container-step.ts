import type { ContainerOperator } from './container-operator';
import { triggersHookLines } from './print-events';
import { itemLines } from './print-items';
import type { Uses } from './uses';

/** The task of a step whose image has an entry point that runs it: there are arguments only. */
export function containerStepLines(uses: Uses, operator: ContainerOperator): readonly string[] {
  const tells = uses.foreach || uses.switches;
  const hasConditions = uses.chosen || uses.arrived || uses.joined;
  const parameters = [
    'name',
    ...(uses.foreach ? ['item=""'] : []),
    ...(uses.options ? ['options=()'] : []),
    ...(tells ? ['tells=False'] : []),
    ...(hasConditions ? ['when=None'] : []),
    '**kwargs',
  ];
  return [
    `def step(${parameters.join(', ')}):`,
    '    """Runs a step in a container."""',
    `    args = ["step", name, "--run-id", RUN_ID, "--attempt", ATTEMPT${operator.hasWords ? ', *WORDS' : ''}${uses.options ? ', *options' : ''}]`,
    ...(tells
      ? ['    if tells:', `        args += ["--tell", "${operator.toldFile}"]`, '        kwargs["tells"] = True']
      : []),
    ...(hasConditions
      ? [
          '    if when:',
          '        check, *given = when',
          '        kwargs["pre_execute"] = lambda context: check(context["ti"], *given)',
        ]
      : []),
    ...(uses.events ? triggersHookLines : []),
    ...(uses.foreach
      ? [
          `    return ${operator.taskFunction}(`,
          '        name,',
          '        [*args, "--item", item],',
          ...itemLines(uses, `task.${operator.argumentsField}[-1]`),
          '        **kwargs,',
          '    )',
        ]
      : [`    return ${operator.taskFunction}(name, args, **kwargs)`]),
    '',
    '',
    ...operator.taskLines(tells),
  ];
}
