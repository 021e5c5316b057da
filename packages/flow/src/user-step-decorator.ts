import { type AttributeValue, methodRecordOf } from './decorator-record';
import type { FlowSpec } from './flow-spec';
import type { StepMethod } from './step-decorator';
import { bindingOf, recordedTransition } from './task-binding';
import { DecoratorAttributesError, DecoratorNameError } from './user-step-decorator-errors';

/** What a user-defined decorator is told about the step that it stands on. */
export interface StepCall<Attributes, Flow> {
  /** Name of the step. */
  readonly step: string;
  /** The flow's object: artifacts can be read and set. */
  readonly flow: Flow;
  /** What a join receives; undefined for every other step. */
  readonly inputs: unknown;
  /** What the decorator was given where it was applied; an empty object for a bare one. */
  readonly attributes: Attributes;
}

/**
 * What a user-defined decorator does around a step.
 *
 * @param run runs the step, and the decorators between; rejects with what it throws. Not called, the step is skipped
 */
export type AroundStep<Attributes, Flow> = (
  call: StepCall<Attributes, Flow>,
  run: () => Promise<void>,
) => void | Promise<void>;

/** Stands on steps of flows that have what `Flow` has. */
type Application<Flow> = <M extends StepMethod>(method: M, context: ClassMethodDecoratorContext<Flow, M>) => M;

/** Written bare (`@timing`) or with attributes (`@timing({ unit: 's' })`), which are needed when one of them is required. */
export type UserStepDecorator<Attributes, Flow> = NoAttributes extends Attributes
  ? Application<Flow> & ((attributes?: Attributes) => Application<Flow>)
  : (attributes: Attributes) => Application<Flow>;

type NoAttributes = Record<never, never>;

/**
 * Makes a decorator of steps from a function that runs around them. Metaflow's `@user_step_decorator`:
 *
 * ```ts
 * export const timing = userStepDecorator('timing', async ({ step }, run) => {
 *   const began = performance.now();
 *   await run();
 *   console.log(`${step} took ${performance.now() - began} ms`);
 * });
 * ```
 *
 * A step that was skipped, or whose error was caught, goes on where its `this.next(...)` says in the source. Of several decorators the
 * upper one is around the lower ones; `@retry`, `@timeout` and `@catchError` are around them all.
 *
 * @param name what the flow's graph and `mf show` call it; words, with dots between them if need be
 * @throws DecoratorNameError for a name that is no such word or one of Metaflow's own; when it is applied, DecoratorAttributesError for
 *   attributes that are not JSON
 */
export function userStepDecorator<Attributes extends object = NoAttributes, Flow extends FlowSpec = FlowSpec>(
  name: string,
  around: AroundStep<Attributes, Flow>,
): UserStepDecorator<Attributes, Flow> {
  if (!/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(name) || metaflowDecorators.has(name)) throw new DecoratorNameError(name);
  const applied =
    (attributes: Attributes) =>
    (method: StepMethod, context: ClassMethodDecoratorContext): StepMethod => {
      const { decorators } = methodRecordOf(context);
      decorators.unshift({ name, attributes: { _args: [], ...plain(name, attributes) }, userDefined: true });
      const step = String(context.name);
      return function decorated(this: Flow, inputs: unknown) {
        return runAround(this, around, { step, flow: this, inputs, attributes }, async () => {
          await method.call(this, inputs);
        });
      };
    };
  const decorator = (first?: Attributes | StepMethod, context?: ClassMethodDecoratorContext): unknown =>
    typeof first === 'function' && context
      ? applied({} as Attributes)(first as StepMethod, context)
      : applied((first ?? {}) as Attributes);
  return decorator as UserStepDecorator<Attributes, Flow>;
}

async function runAround<Attributes, Flow extends FlowSpec>(
  flow: Flow,
  around: AroundStep<Attributes, Flow>,
  call: StepCall<Attributes, Flow>,
  body: () => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  await around(call, () => {
    const run = body().finally(() => running.delete(run));
    running.add(run);
    return run;
  });
  // Whoever forgets to wait for the step still has all of it, and its error.
  await Promise.all(running);
  if (recordedTransition(flow)) return;
  const [first, ...rest] = bindingOf(flow)?.nextInSource() ?? [];
  if (first !== undefined) (flow.next as (...args: readonly unknown[]) => void).call(flow, first, ...rest);
}

function plain(name: string, attributes: object): { readonly [attribute: string]: AttributeValue } {
  try {
    return JSON.parse(JSON.stringify(attributes)) as { readonly [attribute: string]: AttributeValue };
  } catch (error) {
    throw new DecoratorAttributesError(name, error as Error);
  }
}

/** Decorators of steps that have a meaning of their own: a user's of the same name would be taken for them. */
const metaflowDecorators: ReadonlySet<string> = new Set([
  'step',
  ...['retry', 'catch', 'timeout', 'environment', 'secrets', 'card', 'resources', 'kubernetes', 'batch', 'parallel'],
  ...['conda', 'pypi', 'slurm', 'checkpoint', 'model', 'huggingface_hub', 'app_deploy'],
]);
