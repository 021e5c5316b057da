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

/**
 * Options of the command line, which no parameter may be called: Metaflow's list, `help`, what stands before the command in Metaflow, and
 * the options of `mf run` and `mf resume`.
 */
const reservedParameterNames: readonly string[] = [
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
  'config',
  'config-value',
  'user-namespace',
  'datastore',
  'help',
  'metadata',
  'quiet',
  'isolation',
  'origin-run-id',
  'dag-id',
  'same-code',
];

/** `--run-id`, `--run_id` and `--runId` are one option to a command line (Nx takes all of them). */
const optionKey = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

const reservedKeys = new Set(reservedParameterNames.map(optionKey));

/** Whether no parameter can be called so. What decorators add to the options (`--branch`) is for other rules. */
export function isReservedParameterName(name: string): boolean {
  return reservedKeys.has(optionKey(name));
}
