import { triggersHookLines } from './print-events';
import { itemLines, mostItemsEntries } from './print-items';
import { call, dict, type Expression, positional, string } from './python/expression';
import type { TaskMacro } from './task-macro';
import { isLeftAsItIs } from './template-text';
import type { Uses } from './uses';

/**
 * The task of a step with compute=process. Airflow's defaults that would be wrong for a step are set: it takes exit code 99 for "skipped",
 * starts with an empty environment where `env` is given, and keeps the last line of output as an XCom.
 *
 * A function, not a subclass: to make a class of operators takes Airflow as long as to make two tasks, in each parse of each file.
 */
export function processStepLines(uses: Uses): readonly string[] {
  const options = toldByMacros(uses).flatMap(({ option, variable }) =>
    option === undefined ? [] : [` --${option} "$${variable}"`],
  );
  const tells = uses.foreach || uses.switches;
  const hasConditions = uses.chosen || uses.arrived || uses.joined;
  const hasOtherHooks = hasConditions || uses.parametersInPieces;
  const parameters = [
    'name',
    ...(uses.foreach ? ['item=""'] : []),
    ...(uses.options ? ['options=""'] : []),
    ...(tells ? ['tells=False'] : []),
    ...(hasConditions ? ['when=None'] : []),
    '**kwargs',
  ];
  const command = `f'exec node "$MF_BUNDLE" step {name} --run-id {RUN_ID} --attempt {ATTEMPT}'`;
  const isOneCommand = options.length === 0 && !uses.options && !tells;
  return [
    `def step(${parameters.join(', ')}):`,
    '    """Runs a step as a Node process."""',
    ...(isOneCommand ? [] : [`    command = ${command}`]),
    ...options.map((option) => `    command += '${option}'`),
    ...(uses.options ? ['    command += options'] : []),
    ...(tells
      ? ['    if tells:', '        command += " --tell stdout"', '        kwargs["output_processor"] = json.loads']
      : []),
    ...(hasConditions
      ? [
          '    if when:',
          '        check, *args = when',
          '        kwargs["pre_execute"] = lambda context: check(context["ti"], *args)',
        ]
      : []),
    ...(uses.events && hasOtherHooks ? triggersHookLines : []),
    '    task = BashOperator(',
    '        task_id=name,',
    `        bash_command=${isOneCommand ? command : 'command'},`,
    `        env=${uses.foreach ? '{**ENV, "MF_ITEM": item}' : 'ENV'},`,
    '        append_env=True,',
    `        do_xcom_push=${tells ? 'tells' : 'False'},`,
    '        skip_on_exit_code=None,',
    ...(uses.events && !hasOtherHooks ? ['        pre_execute=triggers,'] : []),
    ...(uses.foreach ? itemLines(uses, 'task.env.MF_ITEM') : []),
    '        **kwargs,',
    '    )',
    '    task.metaflow_run_id = RUN_ID',
    '    task.template_fields += ("metaflow_run_id",)',
    '    return task',
  ];
}

/** The variables of all processes. What they start lies in the folder of the DAG file, wherever that is on each machine. */
export function processEnvironment(startFile: string, uses: Uses): Expression {
  const path = call('str', [positional(call('Path(__file__).with_name', [positional(string(startFile))]))]);
  return dict([
    [string('MF_BUNDLE'), path],
    ...toldByMacros(uses).map(
      ({ variable, macro, value }) =>
        [string(variable), string(value !== undefined && isLeftAsItIs(value) ? value : `{{ ${macro} }}`)] as const,
    ),
    [string('METAFLOW_RUNTIME_NAME'), string('airflow')],
    ...mostItemsEntries(uses.foreach),
    // Only the first step reads it.
    ...(uses.parameters && !uses.parametersInPieces
      ? [[string('METAFLOW_PARAMETERS'), string('{{ params | tojson }}')] as const]
      : []),
  ]);
}

/** A tag has no value here: the DAG has it in a list. */
function toldByMacros({
  tags,
  macros,
}: Pick<Uses, 'tags' | 'macros'>): readonly (Omit<TaskMacro, 'value'> & { readonly value?: string })[] {
  const forTags = Array.from({ length: tags }, (_none, index) => ({
    variable: `TAG_${index}`,
    option: 'tag',
    macro: `tags[${index}]`,
  }));
  return [...forTags, ...macros];
}
