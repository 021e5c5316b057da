import { type Json, type Plan, type PlannedTask, podTemplate, type StepKubernetes, tasksOf } from '@mf/ir';
import type { TaskMacro } from './task-macro';
import { code, type Expression, jsonExpression } from './python/expression';
import { variableNames } from './python/names';
import type { Statement } from './python/statement';

/** How long a pod may run whose step has no limit of its own: Metaflow's number (DEFAULT_RUNTIME_LIMIT). */
const longestSeconds = 5 * 24 * 60 * 60;

/** The name that Airflow's operator gives the container of a task. */
const containerName = 'base';

/** The pods of a plan: each once, those that several tasks share under one name. */
export interface PrintedPods {
  readonly statements: readonly Statement[];
  /** The variable that holds the pod of a task; undefined for the one that most have. */
  pod(task: PlannedTask): Expression | undefined;
  /** Its image, where it is not the flow's. */
  image(task: PlannedTask): string | undefined;
}

/**
 * What all tasks of a flow tell Kubernetes: pod templates as Kubernetes has them. They are no templates for Airflow, so that no text of a
 * user is rendered.
 *
 * @param secret of Kubernetes that all have variables from, besides those that they ask for
 */
export function printPods(
  plan: Plan,
  variables: Readonly<Record<string, string>>,
  images: Readonly<Record<string, string>>,
  secret?: string,
): PrintedPods {
  const tasks = tasksOf(plan);
  const texts = new Map(tasks.map((task) => [task.name, JSON.stringify(podOf(task, variables, secret))]));
  const counts = new Map<string, number>();
  for (const text of texts.values()) counts.set(text, (counts.get(text) ?? 0) + 1);
  const distinct = [...counts].sort(([, a], [, b]) => b - a).map(([text]) => text);
  const [common, ...others] = distinct;
  const firstWith = (text: string) => tasks.find(({ name }) => texts.get(name) === text)?.name ?? '';
  const names = variableNames(others.map((text) => `POD_${firstWith(text)}`));
  const nameOf = new Map<string, string>([
    [common ?? '', 'POD'],
    ...others.map((text, i) => [text, names[i] ?? ''] as const),
  ]);
  return {
    statements: distinct.map((text) => ({
      kind: 'assign',
      name: nameOf.get(text) ?? '',
      value: jsonExpression(JSON.parse(text) as Json),
    })),
    pod(task) {
      const text = texts.get(task.name) ?? '';
      return text === common ? undefined : code(nameOf.get(text) ?? '');
    },
    image: ({ name }) => (Object.hasOwn(images, name) ? images[name] : undefined),
  };
}

/** Without what the operator is told itself: image, arguments. */
function podOf(
  { name, kubernetes }: PlannedTask,
  variables: Readonly<Record<string, string>>,
  secret: string | undefined,
): object {
  if (!kubernetes) throw new TypeError(`The plan has no pod for ${name}`);
  const { metadata, spec } = podTemplate({
    step: name,
    kubernetes: secret === undefined ? kubernetes : withSecret(kubernetes, secret),
    image: '',
    args: [],
    variables,
    deadlineSeconds: longestSeconds,
  });
  const [{ image: _image, args: _args, name: _name, ...container }] = spec.containers;
  const { namespace } = kubernetes.attributes;
  return {
    metadata: { ...(typeof namespace === 'string' && { namespace }), ...metadata },
    spec: { ...spec, containers: [{ name: containerName, ...container }] },
  };
}

/** The last one counts where several have the same variable. */
function withSecret(kubernetes: StepKubernetes, secret: string): StepKubernetes {
  const { secrets } = kubernetes.attributes;
  const own = secrets === undefined || secrets === null ? [] : [secrets].flat();
  return { ...kubernetes, attributes: { ...kubernetes.attributes, secrets: [...own, secret] } };
}

/** What tasks are told in variables of their pods, and how the step command takes it: Kubernetes puts the values into arguments. */
export function podWords(tags: readonly string[], macros: readonly TaskMacro[]) {
  const words = [
    ...tags.map((value, i) => ({ variable: `MF_TAG_${i}`, option: 'tag', value })),
    ...macros.map(({ variable, option, value }) => ({ variable, option, value })),
  ];
  return {
    variables: Object.fromEntries(words.map(({ variable, value }) => [variable, value])),
    args: words.flatMap(({ option, variable }) => (option === undefined ? [] : [`--${option}`, `$(${variable})`])),
  };
}
