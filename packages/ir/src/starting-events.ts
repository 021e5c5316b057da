import type { FlowIR } from './flow-ir';
import type { Json } from './json';
import { type Project, projectDecorator } from './project/project';
import { isObject } from './step-decorators/attribute-check';

/** What starts a deployed flow besides a person and the clock. */
export interface StartingEvent {
  /** As Metaflow calls it: of the end of a flow's run `metaflow.<flow>.end`, with project and branch before the flow. */
  readonly name: string;
  readonly type: 'event' | 'run';
  /** Fields of the event, by the names of the parameters that they set. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The event of the end of a good run, by the name under which the flow is deployed. */
export function finishEvent(deployedName: string): string {
  return `metaflow.${deployedName}.end`;
}

/**
 * The events that must all have come before a deployed flow starts, by its `@trigger` and `@triggerOnFinish`; none without them.
 * Metaflow's rules: a flow before this one is of the same project and branch unless it says otherwise, and a single event without
 * a mapping sets all parameters that are called like one of its fields.
 *
 * @param project of the deployment, with `@project`
 */
export function startingEvents(ir: FlowIR, project: Pick<Project, 'name' | 'branch'> | undefined): StartingEvent[] {
  const named = listed(ir, 'trigger', 'event', 'events').map((event): StartingEvent => ({
    name: eventName(isObject(event) ? (event['name'] ?? '') : event, project),
    type: 'event',
    parameters: isObject(event) ? ((event['parameters'] ?? {}) as Readonly<Record<string, string>>) : {},
  }));
  const [only] = named;
  const events =
    named.length === 1 && only && Object.keys(only.parameters).length === 0
      ? [{ ...only, parameters: Object.fromEntries(ir.parameters.map(({ name }) => [name, name])) }]
      : named;
  const runs = listed(ir, 'trigger_on_finish', 'flow', 'flows').map((flow): StartingEvent => ({
    name: finishEvent(upstreamName(flow, project)),
    type: 'run',
    parameters: {},
  }));
  return [...events, ...runs];
}

/** Whether `@triggerOnFinish` names a project without a branch, or the other way round, and the flow has no `@project` to add it. */
export function isIncompleteUpstream(flow: Json, ir: FlowIR): boolean {
  if (!isObject(flow) || projectDecorator(ir)) return false;
  return (flow['project'] == null) !== (flow['project_branch'] == null);
}

/** What one of two attributes lists. */
function listed(ir: FlowIR, decorator: string, one: string, many: string): readonly Json[] {
  const attributes = ir.decorators.find(({ name }) => name === decorator)?.attributes;
  if (!attributes) return [];
  const single = attributes[one] ?? '';
  return single !== '' ? [single] : ((attributes[many] ?? []) as readonly Json[]);
}

/** A name, or one that `namespacedEventName` has marked (Metaflow's `mfns.<project>.<branch>.<name>`). */
function eventName(name: Json, project: Pick<Project, 'name' | 'branch'> | undefined): string {
  if (!isObject(name)) return String(name);
  return ['mfns', ...(project ? [project.name, project.branch] : []), name['namespaced']].join('.');
}

function upstreamName(flow: Json, own: Pick<Project, 'name' | 'branch'> | undefined): string {
  if (typeof flow === 'string' && flow.includes('.')) return flow;
  const { name = '', project = null, project_branch: branch = null } = isObject(flow) ? flow : { name: flow };
  return [project ?? own?.name, branch ?? own?.branch, name].filter((part) => part !== undefined).join('.');
}
