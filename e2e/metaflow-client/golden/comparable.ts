import { placeOf, RunNames } from './run-names';
import { withoutTrace } from './stack-trace';
import type { FlowAsRead, RunAsRead, StepAsRead, TaskAsRead } from './golden-runs';

/** For artifacts that a language makes its own way: what of the value is compared. */
export type Lenient = Readonly<Record<string, (value: unknown) => unknown>>;

/**
 * What must be the same of a flow's runs whichever language wrote them: everything that a reader can ask for, but for what cannot be
 * the same:
 *
 * - ids of runs and tasks, which become names (`RunNames`);
 * - times, versions of Metaflow and Python, the folder of the datastore, and what the file of the flow ends in;
 * - hashes and sizes of values: one value has many pickles;
 * - stack traces, wherever they stand (`withoutTrace`), and so what a failed task printed to stderr;
 * - tuples, which TypeScript does not have: they are lists. Metaflow's own artifacts do have them, and keep them;
 * - the module of an exception's type (`builtins.ValueError`): an error has a name only;
 * - the order in which steps began where some were cloned: Metaflow clones them in any order.
 */
export function comparable(flow: FlowAsRead, lenient: Lenient = {}): unknown {
  const names = new RunNames(flow);
  return {
    latest_run: names.in(flow.latest_run),
    latest_successful_run: names.in(flow.latest_successful_run),
    runs_in_order: flow.runs_in_order.map((id) => names.in(id)),
    runs: Object.fromEntries(Object.entries(flow.runs).map(([id, run]) => [names.in(id), comparableRun(run)])),
  };

  function comparableRun(run: RunAsRead): unknown {
    const tasks = Object.values(run.steps).flatMap((step) => Object.values(step.tasks));
    const hasClones = tasks.some(({ origin_pathspec }) => origin_pathspec !== null);
    return {
      ...run,
      system_tags: run.system_tags.map((tag) => tag.replace(/^(metaflow_version|python_version):.*/, '$1')),
      created_at_ms: typeof run.created_at_ms,
      origin_pathspec: names.in(run.origin_pathspec),
      end_task: names.in(run.end_task),
      steps_in_order: hasClones ? [...run.steps_in_order].sort() : run.steps_in_order,
      parameters: valuesOf(run.parameters),
      steps: mapped(run.steps, comparableStep),
    };
  }

  function comparableStep(step: StepAsRead, name: string): unknown {
    const tasks = Object.values(step.tasks).map((task) => [placeOf(name, task), comparableTask(task)]);
    return { ...step, tasks: Object.fromEntries(tasks) as unknown };
  }

  function comparableTask(task: TaskAsRead): unknown {
    const { stdout_size, stderr_first, stderr_lines, ...rest } = task;
    const stdout = withoutTrace(task.stdout);
    return {
      ...rest,
      stdout,
      ...(stdout === task.stdout && { stdout_size }),
      ...(task.exception === null ? { stderr_first, stderr_lines } : { hasStderr: stderr_first !== '' }),
      exception: value(task.exception),
      origin_pathspec: names.in(task.origin_pathspec),
      parents: task.parents.map((path) => names.in(path)).sort(),
      children: task.children.map((path) => names.in(path)).sort(),
      metadata: comparableMetadata(task),
      artifacts: valuesOf(mapped(task.artifacts, (artifact) => artifact.value)),
      internal: {
        ...task.internal,
        ...('_exception' in task.internal && { _exception: value(task.internal['_exception']) }),
      },
      graph_info_sha: typeof task.graph_info_sha,
    };
  }

  function comparableMetadata({ metadata, origin_pathspec }: TaskAsRead): unknown {
    const { metaflow_version, python_version, ...rest } = metadata;
    return {
      ...rest,
      versions: [typeof metaflow_version, typeof python_version],
      'ds-root': typeof rest['ds-root'],
      'script-name': String(rest['script-name'])
        .replace(/(\.flow\.ts|\.py)$/, '')
        .replaceAll('-', '_'),
      'origin-run-id': names.in(String(rest['origin-run-id'])),
      ...('origin-task-id' in rest && {
        'origin-task-id': origin_pathspec?.endsWith(`/${String(rest['origin-task-id'])}`),
      }),
    };
  }

  function valuesOf(values: Readonly<Record<string, unknown>>): unknown {
    return mapped(values, (each, name) => value(lenient[name]?.(each) ?? each));
  }

  function value(raw: unknown): unknown {
    if (typeof raw === 'string') return withoutTrace(names.in(raw));
    if (typeof raw !== 'object' || raw === null) return raw;
    if (Array.isArray(raw)) return raw.map(value);
    const tagged = raw as Readonly<Record<string, unknown>>;
    if ('__tuple__' in tagged) return value(tagged['__tuple__']);
    if ('__exception__' in tagged) {
      return { ...tagged, __exception__: String(tagged['__exception__']).split('.').at(-1) };
    }
    return mapped(tagged, value);
  }
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (item: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, item]) => [name, change(item, name)]));
}
