import type { AttributeValue } from './decorator-record';
import { type FlowDecorator, flowDecorator } from './flow-decorator';
import type { FlowSpec } from './flow-spec';
import { type OptionNames, unknownOptions } from './unknown-options';

/**
 * A flow that comes before: its class, its name, its full name with project and branch (`fraud.prod.TrainFlow`), or the name with those
 * parts that are not the same as this flow's own.
 */
export type UpstreamFlow =
  | (abstract new () => FlowSpec)
  | string
  | {
      name: string;
      project?: string;
      /** `prod`, `prod.<branch>`, `test.<branch>` or `user.<name>`. */
      projectBranch?: string;
    };

export type TriggerOnFinishOptions = (
  | { /** The flow whose success starts this one. */ flow: UpstreamFlow; flows?: never }
  | { /** The flows that must all have succeeded. */ flows: readonly UpstreamFlow[]; flow?: never }
) & {
  /** Options of the back end. */
  options?: Readonly<Record<string, AttributeValue>>;
};

const names: OptionNames<TriggerOnFinishOptions> = { flow: true, flows: true, options: true };

const upstreamNames = { name: true, project: true, projectBranch: true } as const;

/**
 * Start the deployed flow when runs of other flows have succeeded, of its own project and branch where it has `@project`. Metaflow's
 * `@trigger_on_finish`; `mf run --trigger FLOW/RUN` tries it on this machine.
 */
export function triggerOnFinish(given: TriggerOnFinishOptions): FlowDecorator {
  const { flow, flows, options } = given;
  return flowDecorator({
    name: 'trigger_on_finish',
    attributes: {
      ...(flow !== undefined && { flow: named(flow) }),
      ...(flows !== undefined && { flows: flows.map(named) }),
      ...(options !== undefined && { options }),
    },
    ...unknownOptions(given, names, [
      { path: 'flow', value: flow, names: upstreamNames },
      ...(Array.isArray(flows)
        ? flows.map((value) => ({ path: 'flows', value: value as UpstreamFlow, names: upstreamNames }))
        : []),
    ]),
  });
}

function named(flow: UpstreamFlow): AttributeValue {
  if (typeof flow === 'function') return flow.name;
  if (typeof flow !== 'object' || flow === null) return flow;
  const { projectBranch, ...rest } = flow;
  return { ...rest, ...(projectBranch !== undefined && { project_branch: projectBranch }) };
}
