/**
 * Artifacts that Metaflow's runtime keeps for itself among those of the author: no field may be called so, none is restored into a flow
 * object, and none is merged. A module of its own, since it is part of every bundle.
 */
export const internalArtifacts: ReadonlySet<string> = new Set([
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
