/** Names that a variable of a DAG file must not take: Python's keywords, and the builtins and globals that the file uses. */
const taken: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import ' +
    'in is lambda nonlocal not or pass raise return try while with yield match case type ' +
    'AirflowFailException AirflowSkipException ATTEMPT BashOperator DAG Param Path RUN_ID TAGS TOKEN WITH BRANCH NAMESPACE arrived chosen ' +
    'conf hashlib int item items_of joined json len pendulum set step str succeeded task task_group ' +
    'timedelta told any all enumerate hasattr ' +
    'Asset AssetOrTimeSchedule CronTriggerTimetable KIND ExternalTaskSensor S3KeySensor FINISHED ' +
    'ENV IMAGE KubernetesPodOperator POD RUN_ENV WORDS k8s pod_task ' +
    'bool dict exit_hook finished getattr needed outcome parameters pass_on range ends_with triggers tuple'
  ).split(' '),
);

/**
 * A Python variable for each name, in the same order: the name itself where it is a plain identifier that is free, else one like
 * it. Only ASCII is taken as it is, because Python holds some Unicode names equal that JavaScript tells apart.
 */
export function variableNames(names: readonly string[]): readonly string[] {
  const used = new Set<string>(taken);
  // Names that can stand as they are come first, so that a made-up one never pushes a real one aside.
  const free = new Set(names.filter((name) => /^(?!__)[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !taken.has(name)));
  free.forEach((name) => used.add(name));
  return names.map((name) => {
    if (free.has(name)) return name;
    let variable = `${name.replace(/[^A-Za-z0-9_]/g, '_')}_`;
    while (used.has(variable)) variable += '_';
    used.add(variable);
    return variable;
  });
}
