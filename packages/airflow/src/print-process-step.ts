import { triggersHookLines } from './print-events';
import type { TaskMacro } from './task-macro';
import type { Uses } from './uses';

/**
 * The task of a step with compute=process. Airflow's defaults that would be wrong for a step are set: it takes exit code 99 for "skipped",
 * starts with an empty environment where `env` is given, and keeps the last line of output as an XCom.
 *
 * A function, not a subclass: to make a class of operators takes Airflow as long as to make two tasks, in each parse of each file.
 */
export function processStepLines(uses: Uses): readonly string[] {
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
