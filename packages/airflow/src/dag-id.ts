import type { FlowIR, Project } from '@mf/ir';

const longest = 250;

/**
 * The id of a flow's DAG: the name of the flow, with `@project` that of project and branch before it, or the one given with `--name`.
 *
 * @throws ProjectDagNameError; InvalidDagIdError unless it is 1 to 250 letters, digits, dashes, dots and underscores (Airflow's rule for keys)
 */
export function dagId(
  flow: Pick<FlowIR, 'name'>,
  project: Pick<Project, 'flowName'> | undefined,
  { name }: { readonly name?: string } = {},
): string {
  if (project && name !== undefined) throw new ProjectDagNameError(flow.name, project.flowName);
  const id = name ?? project?.flowName ?? flow.name;
  if (!/^[\p{L}\p{N}_.-]+$/u.test(id)) throw new InvalidDagIdError(id, 'it has other characters, or none');
  // Airflow counts code points, as Python does.
  const length = [...id].length;
  if (length > longest) throw new InvalidDagIdError(id, `it has ${length} characters`);
  return id;
}

export class InvalidDagIdError extends Error {
  readonly code = 'MF6003';
  readonly advice = `Give the DAG a name of at most ${longest} letters, digits, dashes, dots and underscores: --name NAME`;

  constructor(id: string, why: string) {
    super(`${JSON.stringify(id)} cannot be the id of an Airflow DAG: ${why}`);
    this.name = 'InvalidDagIdError';
  }
}

/** The DAG of a flow with `@project` was to get a name of its own. Metaflow's rule. */
export class ProjectDagNameError extends Error {
  readonly code = 'MF5141';
  readonly advice = 'Use --branch instead of --name.';

  constructor(flow: string, dag: string) {
    super(`${flow} has @project, so its DAG is called ${dag}`);
    this.name = 'ProjectDagNameError';
  }
}
