import type { ExecutorContext } from '@nx/devkit';
import { FlowNotChosenError } from './flow-not-chosen-error';
import { projectFlows } from './project-flows';

/**
 * The flow that a target works on: the one that was chosen, else the only one of the project.
 *
 * @throws FlowNotChosenError where the project has several and none was chosen
 */
export function chosenFlow(file: string | undefined, context: ExecutorContext): string {
  if (file !== undefined) return file;
  const flows = projectFlows(context);
  if (flows.length === 1) return flows[0]!;
  throw new FlowNotChosenError(
    context.projectName ?? 'the project',
    context.targetName ?? 'the target',
    Object.keys(context.target?.configurations ?? {}),
    flows.length,
  );
}
