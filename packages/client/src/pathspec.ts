import { joinNames } from '@mf/datastore';
import { InvalidPathspecError } from './errors';

const COMPONENTS = ['FlowName', 'RunID', 'StepName', 'TaskID', 'ArtifactName'] as const;
const KINDS = ['Flow', 'Run', 'Step', 'Task', 'DataArtifact'] as const;

/**
 * Takes a pathspec such as `FlowName/RunID/StepName` apart.
 * @throws InvalidPathspecError unless it has as many components as the kind of object needs
 */
export function parsePathspec(kind: (typeof KINDS)[number], pathspec: string): string[] {
  const count = KINDS.indexOf(kind) + 1;
  const names = pathspec.split('/');
  try {
    if (names.length === count) joinNames(...names);
  } catch {
    names.length = 0;
  }
  if (names.length !== count) throw new InvalidPathspecError(kind, pathspec, COMPONENTS.slice(0, count).join('/'));
  return names;
}
