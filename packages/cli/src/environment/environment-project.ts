import { type FlowIR, projectDecorator, type ProjectOptions } from '@mf/ir';
import { projectOptions } from '../options/project-options';
import type { Environment } from './environment';

/**
 * The branch of its project that an environment puts a flow on. For a flow without `@project`, `production` says nothing: all that it has is
 * production. A `branch` is for no such flow, since its DAG would be the one that it has elsewhere: whoever deploys it refuses that.
 */
export function environmentProject(environment: Pick<Environment, keyof ProjectOptions>, ir: FlowIR): ProjectOptions {
  const { production: _, ...withoutProduction } = projectOptions(environment);
  return projectDecorator(ir) ? projectOptions(environment) : withoutProduction;
}
