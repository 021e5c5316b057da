import { type Diagnostic, type FlowIR, projectDecorator } from '@mf/ir';
import type { LoadedFlow } from '../load-flows';

/**
 * What is wrong with a flow that would be the same DAG as others in one Airflow: of the same name and, with `@project`, of the same project
 * and branch. The later deployment would replace the earlier, and a datastore could not tell their runs apart either.
 *
 * @returns nothing for flows with errors of their own, which are called nobody knows how
 */
export function dagCollision(flow: LoadedFlow, others: readonly LoadedFlow[]): Diagnostic | undefined {
  const dag = dagName(flow);
  if (dag === undefined) return undefined;
  const alike = others.filter((other) => dagName(other) === dag).map(({ file }) => file);
  if (alike.length === 0) return undefined;
  const { name, at } = flow.ir as FlowIR;
  return {
    code: 'MF6040',
    severity: 'error',
    message: `${name} and the flow in ${alike.join(', ')} would be the same DAG on Airflow: ${dag}.`,
    advice:
      'Rename one of the classes, or give them different projects: the one that is deployed last would replace the other.',
    at,
  };
}

/** The id of the DAG, with a star for the branch that is chosen when it is deployed. */
function dagName({ ir, diagnostics }: LoadedFlow): string | undefined {
  if (!ir || diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  const project = projectDecorator(ir);
  if (!project) return ir.name;
  const { name, branch = '*', production } = project;
  const branches =
    production === undefined
      ? branch
      : production && branch === '*'
        ? 'prod'
        : `${production ? 'prod' : 'test'}.${branch}`;
  return `${name}.${branches}.${ir.name}`;
}
