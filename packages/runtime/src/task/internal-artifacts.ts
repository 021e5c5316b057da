/**
 * Artifacts that Metaflow's runtime keeps for itself among those of the author. Unlike other names with an underscore they are
 * never restored into a flow object, and never merged.
 */
const internalArtifacts: ReadonlySet<string> = new Set([
  'name',
  '_graph_info',
  '_success',
  '_task_ok',
  '_exception',
  '_transition',
  '_foreach_stack',
  '_foreach_var',
  '_foreach_num_splits',
  '_foreach_values',
  '_iteration_stack',
  '_current_step',
  '_configs_processed',
  '_unbounded_foreach',
  '_control_mapper_tasks',
  '_control_task_is_mapper_zero',
  '_parallel_ubf_iter',
  '_catch_exception',
]);

/** Whether an artifact belongs to the runtime, not to the author. */
export function isInternalArtifact(name: string): boolean {
  return internalArtifacts.has(name);
}
