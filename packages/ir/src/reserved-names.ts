/**
 * Names that a flow object has of its own: members of FlowSpec and of every object, `then` (an object with it would be awaited), and
 * `name` and `cmd`, which Metaflow keeps for itself. No step and no field may be called so.
 */
export const flowSpecMembers: ReadonlySet<string> = new Set([
  'next',
  'input',
  'index',
  'foreachStack',
  'mergeArtifacts',
  'name',
  'cmd',
  'then',
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** Artifacts that the runner itself writes into every task (facts of Metaflow's datastore). No field may be called so. */
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

/** Options of the command line, which no parameter may be called: Metaflow's list, and `help`. */
export const reservedParameterNames: readonly string[] = [
  'params',
  'with',
  'tag',
  'tags',
  'namespace',
  'obj',
  'decospecs',
  'run-id',
  'task-id',
  'run-id-file',
  'runner-attribute-file',
  'max-num-splits',
  'max-workers',
  'max-log-size',
  'user-namespace',
  'help',
];
