import type { PlannedExitHook } from '@mf/ir';
import { call, code, type Expression, positional, string } from './python/expression';

/** The call that makes the task of an exit hook. */
export function exitHookExpression({ name, end, index }: PlannedExitHook): Expression {
  return call('exit_hook', [positional(string(name)), positional(string(end)), positional(code(String(index)))]);
}

/**
 * The task that says how a run with exit hooks has ended. Airflow lets teardowns run in a run that somebody stops, and would then call it
 * a good one, since the last step is skipped and not failed.
 */
export const outcomeTask = 'run-outcome';

export const outcomeExpression: Expression = call('outcome', []);

/**
 * A teardown, because Airflow takes no account of those when it says how a run has ended: any other task behind the last one would make
 * a success of a failed run, or the other way round.
 *
 * @param operator lines of the call that calls the function, without its end
 */
export function exitHookLines(last: string, operator: readonly string[]): readonly string[] {
  const end = JSON.stringify(last);
  return [
    'def ends_with(end, otherwise):',
    '    """A hook that raises an exception when the last step shows that the run has another end."""',
    '',
    '    def check(context):',
    `        if bool(succeeded(context["ti"], ${end})) != (end == "success"):`,
    '            raise otherwise(f"This run does not end with {end}")',
    '',
    '    return check',
    '',
    '',
    'def exit_hook(name, end, index):',
    '    """Calls a function of the flow when a run is over. Being a teardown, it changes no run."""',
    ...operator,
    '        retries=0,',
    '        pre_execute=ends_with(end, AirflowSkipException),',
    '    ).as_teardown()',
    '',
    '',
    'def outcome():',
    '    """Fails where the last step has not succeeded: a run that was stopped is no good one."""',
    '    return BashOperator(',
    `        task_id="${outcomeTask}",`,
    '        bash_command="true",',
    '        retries=0,',
    '        pre_execute=ends_with("success", AirflowFailException),',
    '    ).as_teardown(on_failure_fail_dagrun=True)',
  ];
}

export const processExitHookLines: readonly string[] = [
  '    return BashOperator(',
  '        task_id=name,',
  `        bash_command=f'exec node "$MF_BUNDLE" exit-hook {end} {index} --run-id {RUN_ID}',`,
  '        env=ENV,',
  '        append_env=True,',
  '        do_xcom_push=False,',
  '        skip_on_exit_code=None,',
];

/** @param taskFunction function of the file that makes the task of a container */
export function containerExitHookLines(taskFunction: string): readonly string[] {
  return [
    `    return ${taskFunction}(`,
    '        name,',
    '        ["exit-hook", end, str(index), "--run-id", RUN_ID],',
  ];
}
