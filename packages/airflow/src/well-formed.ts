import { type Plan, type Position, tasksOf } from '@mf/ir';
import type { Deployment } from './deployment';

/**
 * Makes sure that all text of a DAG is well-formed Unicode. A lone surrogate (half of a pair, which text cut by length ends with)
 * makes the DAG processor of Airflow 3 lose the file without an import error.
 *
 * @throws IllFormedTextError
 */
export function requireWellFormed(
  plan: Plan,
  { parameterDefaults, owner, projectBranch, namespace }: Deployment,
): void {
  const require = (what: string, value: unknown, at?: Position) => {
    // JSON writes a lone surrogate, and nothing else, as an escape that begins so.
    if (/(?<!\\)(\\\\)*\\ud[89a-f]/.test(JSON.stringify(value) ?? '')) throw new IllFormedTextError(what, at);
  };
  require('the documentation of the flow', plan.doc);
  for (const { name, doc, at } of tasksOf(plan)) require(`the documentation of step ${name}`, doc, at);
  require('--with', plan.with);
  require('a sensor', plan.sensors);
  require('@airflow', [plan.queueing, ...tasksOf(plan).map(({ queueing }) => queueing)]);
  require('METAFLOW_OWNER', owner);
  require('the branch of the project', projectBranch);
  require('--namespace', namespace);
  for (const { at, ...parameter } of plan.parameters) require(`parameter ${parameter.name}`, parameter, at);
  for (const [name, value] of Object.entries(parameterDefaults)) require(`the default of parameter ${name}`, value);
}

/** A text that Airflow cannot hold. */
export class IllFormedTextError extends Error {
  readonly code = 'MF6005';
  readonly advice = 'Remove the half character: text that was cut by length may end with one.';

  constructor(what: string, at?: Position) {
    const place = at ? `${at.file}:${at.line}:${at.column}: ` : '';
    super(`${place}${what} has a lone surrogate, half of a character, which Airflow cannot store`);
    this.name = 'IllFormedTextError';
  }
}
