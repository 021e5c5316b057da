import {
  type CardName,
  type MetadataEntry,
  saveCard,
  saveCardData,
  type TaskAttempt,
  taskPathspec,
} from '@mf/datastore';
import { bindTask, currentTask, recordedTransition, setCurrent } from '@mf/flow/internal';
import type { FlowIR, StepIR } from '@mf/ir';
import { stepSecrets, stepTimeout, type StepTimeout } from '@mf/ir/graph';
import type { AttemptCards } from '../cards/attempt-cards';
import { openCards } from '../cards/open-cards';
import { type FlowGraph, flowGraph } from '../graph/flow-graph';
import { timeoutSignal } from '../process/timeout-signal';
import { beginMetadata } from './begin-metadata';
import { checkTransition } from './check-transition';
import { currentFacts } from './current-facts';
import { FailureHandledByCatch, TaskStoppedError, TimeoutException } from './errors';
import { collectArtifacts, type FlowFields, flowFields, inheritArtifacts } from './flow-fields';
import { type ForeachRole, foreachStackOf } from './foreach-state';
import { iterationStackOf } from '../graph/iteration-stack';
import { joinInputs } from './join-inputs';
import { attemptCatch, type HandledFailure } from './handled-failure';
import { type Failure, saveResults, type StepResults } from './save-results';
import { graphArtifact } from './save-parameters';
import { taskBinding } from './task-binding';
import type { TaskContext } from './task-context';
import { describeFailure } from './task-failure';
import { guardTask, type TaskGuard } from './task-guard';
import { openInputs, type TaskInput } from './task-input';
import type { TaskPlace } from './task-place';
import type { TaskRequest } from './task-request';

/**
 * Runs one attempt of one task in this process and records it as Metaflow does: its artifacts, by reference where they did not
 * change, its transition, and whether it went well. A failed attempt is recorded too.
 *
 * @param prepare what must be there before the inputs are read
 * @returns whether the step went well
 * @throws what keeps the attempt from being recorded at all
 */
export async function runTask(
  context: TaskContext,
  request: TaskRequest,
  prepare: () => Promise<void>,
): Promise<boolean> {
  const { ir, datastore, metadata } = context;
  const attempt = await datastore.startAttempt(request, request.attempt, metadata);
  const found = await findInputs(context, request, prepare);
  const place = found.place ?? {
    flow: ir.name,
    step: request.step,
    role: 'step',
    foreachStack: [],
    iterationStack: [],
  };
  await Promise.all([metadata.addMetadata(attempt.path, startRecords(context, request, place)), attempt.begin()]);
  // From its first task on, a run is known, whatever becomes of that.
  if (request.step === flowGraph(ir).start) await metadata.handOver(attempt.path, request.attempt);

  const cards = await openCards(cardSetting(context, attempt, place), request);
  const guard = guardTask(place.step, request.schedulerPid);
  try {
    const left = found.place
      ? await runAuthorCode(context, request, place, found.inputs, guard, cards)
      : resultsWithoutInputs(ir, request, found.error);
    if (left.failed) context.onFailure(left.failed.error, place);
    if (left.handled?.print) context.onHandled(left.handled, place);
    const { failed } = await saveResults(attempt, place, left, () => left.failed ?? failedMeanwhile(left, guard));
    if (failed && !left.failed) context.onFailure(failed.error, place);
    await metadata.addMetadata(attempt.path, [
      {
        field: 'attempt_ok',
        value: failed ? 'False' : 'True',
        type: 'internal_attempt_status',
        attempt: request.attempt,
      },
    ]);
    await attempt.end();
    await attempt.done();
    await finishCards(cards, attempt, failed ? describeFailure(failed.error) : stackOf(left.handled), guard);
    await metadata.handOver(attempt.path, request.attempt);
    return failed === undefined;
  } finally {
    guard.release();
    setCurrent(undefined);
  }
}

function cardSetting(context: TaskContext, { path, attempt }: TaskAttempt, { foreachStack }: TaskPlace) {
  return {
    ir: context.ir,
    task: path,
    attempt,
    foreach: foreachStack.map(({ value, index }) => value ?? String(index)),
    pathspec: taskPathspec(path),
    save: (name: CardName, html: string) => saveCard(context.cards, path, name, html),
    saveData: (name: CardName, data: object) => saveCardData(context.cards, path, name, data),
    addMetadata: (entries: readonly MetadataEntry[]) => context.metadata.addMetadata(path, entries),
    facts: currentTask,
    warn: context.onCardProblem,
  };
}

/** Saves the cards, which Metaflow does when the results can be read, too. A task that is told to stop does not wait for them. */
async function finishCards(
  cards: AttemptCards,
  attempt: TaskAttempt,
  failure: string | undefined,
  guard: TaskGuard,
): Promise<void> {
  if (guard.failed?.error instanceof TaskStoppedError) return;
  const finished = cards.finish({ failure, artifacts: attempt.artifacts, load: (name) => attempt.load(name) });
  await (guard.failed ? finished : Promise.race([finished, guard.failure.catch(() => undefined)]));
}

const stackOf = (handled: HandledFailure | undefined): string | undefined =>
  handled && (handled.exception.stacktrace ?? undefined);

/** Once a failure is handled, nothing that the author's code still does can make another one; but the task can be stopped. */
function failedMeanwhile({ handled }: StepResults, { failed }: TaskGuard): Failure {
  return handled && !(failed?.error instanceof TaskStoppedError) ? undefined : failed;
}

type FoundInputs =
  | { readonly place: TaskPlace; readonly inputs: readonly TaskInput[] }
  | { readonly place: undefined; readonly error: unknown };

/** Opens what the task reads, and finds where it stands from that. */
async function findInputs(
  context: TaskContext,
  request: TaskRequest,
  prepare: () => Promise<void>,
): Promise<FoundInputs> {
  try {
    await prepare();
    const graph = flowGraph(context.ir);
    const inputs = await openInputs(context.datastore, request.inputPaths);
    return { place: placeOf(graph, graph.step(request.step), inputs, request), inputs };
  } catch (error) {
    return { place: undefined, error };
  }
}

function resultsWithoutInputs(ir: FlowIR, request: TaskRequest, error: unknown): StepResults {
  const nothing = { artifacts: new Map(), loadSync: () => undefined };
  return {
    failed: { error },
    artifacts: { unchanged: new Map(), changed: new Map([['name', ir.name]]) },
    transition: undefined,
    passedDown: { source: nothing, names: [] },
    graph: graphArtifact(ir, () => null, request.with),
  };
}

function startRecords(context: TaskContext, request: TaskRequest, { foreachStack }: TaskPlace): MetadataEntry[] {
  const { type: storageType, root: storageRoot } = context.datastore.storage;
  const { systemTags, extraMetadata: extra, ir } = context;
  return beginMetadata(request, { flowFile: ir.at.file, storageType, storageRoot, systemTags, foreachStack, extra });
}

/** Finds where a task stands, from its inputs and from the place that the scheduler gave it. */
function placeOf(graph: FlowGraph, step: StepIR, inputs: readonly TaskInput[], request: TaskRequest): TaskPlace {
  const split = graph.splitOf(step.name);
  const role: ForeachRole = !split ? 'step' : split.next.kind === 'foreach' ? 'foreach join' : 'static join';
  const [first] = inputs;
  // The parameters are in no foreach, and neither is the step that follows them.
  const parent = first?.path.step ?? '';
  return {
    flow: graph.flow.name,
    step: step.name,
    role,
    foreachStack: foreachStackOf(
      step.name,
      role,
      inputs.map(({ foreach }) => foreach),
      request.indexStack,
    ),
    iterationStack: iterationStackOf(graph, step.name, parent, first?.iterationStack ?? []),
  };
}

/** Runs the author's code: the class's initialisers and the step. What it leaves is kept after a failure too. */
async function runAuthorCode(
  context: TaskContext,
  request: TaskRequest,
  place: TaskPlace,
  inputs: readonly TaskInput[],
  guard: TaskGuard,
  cards: AttemptCards,
): Promise<StepResults> {
  const step = flowGraph(context.ir).step(place.step);
  const caught = attemptCatch(step, request);
  let fields: FlowFields | undefined;
  let failed: Failure;
  let handled: HandledFailure | undefined;
  try {
    fields = prepareFlow(context, request, place, inputs, cards);
    if (caught?.isFallback) throw new FailureHandledByCatch(request.retryCount);
    await runStep(context, request, place, inputs, fields, guard);
    checkTransition(step, recordedTransition(fields.flow));
  } catch (error) {
    // Without a flow object there is nothing to go on with.
    handled = fields && caught?.handle(error);
    if (!handled) failed = { error };
  }
  if (fields && caught?.variable && !failed) setField(fields, caught.variable, handled?.exception ?? null);
  const [first] = inputs as readonly [TaskInput, ...TaskInput[]];
  return {
    failed,
    handled,
    artifacts: fields ? collectArtifacts(fields) : { unchanged: new Map(), changed: new Map() },
    transition: fields && recordedTransition(fields.flow),
    passedDown: { source: first.stored, names: namesPassedDown(context.ir, place) },
    // A resumed run may have another graph than its origin, whose `_graph_info` would be passed down.
    graph: request.originRun === null || !fields ? undefined : graphOf(context.ir, request, fields),
  };
}

/** Runs the step itself, for at most as long as its `@timeout` says. */
async function runStep(
  context: TaskContext,
  request: TaskRequest,
  place: TaskPlace,
  inputs: readonly TaskInput[],
  { flow }: FlowFields,
  guard: TaskGuard,
): Promise<void> {
  const method = (flow as unknown as Record<string, (...args: unknown[]) => unknown>)[place.step];
  if (typeof method !== 'function') throw new TypeError(`${place.flow} has no method ${place.step}`);
  const args = place.role === 'step' ? [] : [joinInputs(context, inputs, place.step, place.role === 'static join')];
  const timeout = stepTimeout(flowGraph(context.ir).step(place.step).decorators, request.with);
  if (request.failedBy === 'timeout') {
    throw timeout ? new TimeoutException(place.step, timeout) : new TaskStoppedError(place.step, timeoutSignal);
  }
  const stopWatch = timeout && (await startWatch(timeout, () => guard.fail(new TimeoutException(place.step, timeout))));
  let removeSecrets: (() => void) | undefined;
  try {
    // Within the time limit: a back end that does not answer must not hold the task for ever.
    removeSecrets = await Promise.race([injectStepSecrets(context, request), guard.failure]);
    await Promise.race([method.apply(flow, args), guard.failure]);
    guard.stepEnded();
    // One turn of the event loop: what a promise that nobody awaited has thrown by now shows only then.
    await new Promise((resolve) => setImmediate(resolve));
    if (guard.failed) throw guard.failed.error;
  } finally {
    stopWatch?.();
    removeSecrets?.();
  }
}

/** Puts what `@secrets` names into the environment; few steps have it. */
async function injectStepSecrets(
  { ir, flowClass }: TaskContext,
  { step, with: added }: TaskRequest,
): Promise<(() => void) | undefined> {
  const secrets = stepSecrets(flowGraph(ir).step(step).decorators, added);
  if (!secrets) return undefined;
  const { injectSecrets } = await import('./secrets/inject-secrets.js');
  return injectSecrets(flowClass, step, secrets, process.env);
}

/** Worker threads are loaded for a step that has a limit only: most tasks start without them. */
async function startWatch({ total }: StepTimeout, onTimeout: () => void): Promise<() => void> {
  const { watchTime } = await import('./watch-time.js');
  return watchTime(total * 1000, onTimeout);
}

function setField({ flow }: FlowFields, name: string, value: unknown): void {
  (flow as unknown as Record<string, unknown>)[name] = value;
}

/** Makes the flow object that the step runs with, and tells it and `current` about the task. */
function prepareFlow(
  context: TaskContext,
  request: TaskRequest,
  place: TaskPlace,
  inputs: readonly TaskInput[],
  { editor }: AttemptCards,
): FlowFields {
  const { flowClass, ir, includedFiles } = context;
  const [first] = inputs as readonly [TaskInput, ...TaskInput[]];
  const fields = flowFields(flowClass, ir, first.stored, place.step, includedFiles);
  if (place.role === 'step') inheritArtifacts(fields, first.stored);
  bindTask(fields.flow, taskBinding(fields, place, flowGraph(ir).step(place.step).next));
  setCurrent(currentFacts(context, request, fields.flow, () => graphOf(ir, request, fields), editor));
  return fields;
}

/** What every task has by reference from its first input. */
function namesPassedDown(ir: FlowIR, { role }: TaskPlace): string[] {
  return [
    'name',
    '_graph_info',
    ...(ir.configs ?? []).map(({ name }) => name),
    ...ir.parameters.map(({ property }) => property),
    ...ir.constants.map(({ name }) => name),
    ...(role === 'step' ? ['_foreach_values'] : []),
  ];
}

function graphOf(ir: FlowIR, request: TaskRequest, { flow }: FlowFields): Record<string, unknown> {
  const fields = flow as unknown as Readonly<Record<string, unknown>>;
  return graphArtifact(ir, (name) => fields[name], request.with) as Record<string, unknown>;
}
