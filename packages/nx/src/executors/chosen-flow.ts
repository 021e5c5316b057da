import type { ExecutorContext } from '@nx/devkit';
import { FlowNotChosenError } from './flow-not-chosen-error';

/** The flow that a target works on. @throws FlowNotChosenError where the project has several and none was chosen. */
export function chosenFlow(file: string | undefined, context: ExecutorContext): string {
  if (file !== undefined) return file;
  throw new FlowNotChosenError(
    context.projectName ?? 'the project',
    context.targetName ?? 'the target',
    Object.keys(context.target?.configurations ?? {}),
  );
}
