import type { FlowIR } from '@mf/ir';

const longest = 250;

/**
 * The id of a flow's DAG: the name of the flow, or the one given with `--name`.
 *
 * @throws InvalidDagIdError unless it is 1 to 250 letters, digits, dashes, dots and underscores (Airflow's rule for keys)
 */
export function dagId(flow: Pick<FlowIR, 'name'>, { name }: { readonly name?: string } = {}): string {
  const id = name ?? flow.name;
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
