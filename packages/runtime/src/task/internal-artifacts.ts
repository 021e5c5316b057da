import { internalArtifacts } from '@mf/ir/internal-artifacts';

/** Whether an artifact belongs to the runtime, not to the author: `name` is the flow's. */
export function isInternalArtifact(name: string): boolean {
  return name === 'name' || internalArtifacts.has(name);
}
