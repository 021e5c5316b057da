import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ForeachFrame, localDatastore, MetaflowExceptionWrapper, PyTuple, pythonFloatRepr } from '@mf/datastore';
import { type ClientOptions, Flow, Metaflow, namespace, NotFoundError, type Run, type Step, type Task } from './index';

const ARCHIVES = join(__dirname, '..', 'golden');
const NAMES = readdirSync(ARCHIVES).flatMap((file) => (file.endsWith('.tar.gz') ? file.slice(0, -7) : []));

/** Metaflow's own artifacts whose values are compared. */
const INTERNAL = [
  '_foreach_stack',
  '_foreach_var',
  '_foreach_num_splits',
  '_foreach_values',
  '_iteration_stack',
  '_transition',
  '_task_ok',
  '_success',
  '_current_step',
  '_exception',
];

let directory: string;

beforeAll(() => {
  // Not where the runs were written: the absolute paths in them are stale.
  directory = mkdtempSync(join(tmpdir(), 'mf-golden-'));
  namespace(null);
});

afterAll(() => rmSync(directory, { recursive: true }));

test('there are archives', () => expect(NAMES).toHaveLength(11));

test.each(NAMES)('%s reads as with Metaflow itself', async (name) => {
  execFileSync('tar', ['-xzf', join(ARCHIVES, `${name}.tar.gz`), '-C', directory]);
  const expected = JSON.parse(readFileSync(join(directory, name, 'expected.json'), 'utf8'));
  const options: ClientOptions = { datastore: localDatastore(join(directory, name, '.metaflow')), floats: 'boxed' };
  const found: Record<string, unknown> = {};
  for await (const flow of new Metaflow(options)) found[flow.id] = await describeFlow(flow);
  expect(found).toEqual(expected);
});

async function describeFlow(flow: Flow) {
  const runs = await collect(flow.runs());
  return {
    latest_run: (await flow.latestRun)?.id,
    latest_successful_run: (await flow.latestSuccessfulRun)?.id ?? null,
    runs_in_order: runs.map((run) => run.id),
    runs: await byId(runs, describeRun),
  };
}

async function describeRun(run: Run) {
  const steps = await collect(run);
  const parameters = (await run.step('_parameters').task) as Task;
  return {
    successful: await run.successful,
    finished: await run.finished,
    user_tags: [...(await run.userTags)].sort(),
    system_tags: [...(await run.systemTags)].sort(),
    created_at_ms: (await run.createdAt).getTime(),
    origin_pathspec: (await run.originPathspec) ?? null,
    has_data: (await run.data) !== undefined,
    end_task: (await run.endTask)?.pathspec ?? null,
    steps_in_order: steps.map((step) => step.id),
    parameters: await byId(await collect(parameters), async (artifact) => toJson(await artifact.data)),
    _parameters_task: parameters.id,
    steps: await byId(steps, describeStep),
  };
}

async function describeStep(step: Step) {
  return {
    parent_steps: await existingIds(step.parentSteps),
    child_steps: await existingIds(step.childSteps),
    tasks: await byId(await collect(step), describeTask),
  };
}

async function describeTask(task: Task) {
  const stderr = (await task.stderr).split('\n');
  const internal: Record<string, unknown> = {};
  for (const name of INTERNAL) {
    const value = await task.artifact(name).data.catch(ignoreNotFound);
    if (value !== undefined) internal[name] = toJson(value);
  }
  const metadata = await task.metadataDict;
  const origin = await task.originPathspec;
  // expected.json has none of artifacts; Metaflow's rule is the origin of the task, and the name.
  expect(await task.artifact('x').originPathspec).toBe(origin && `${origin}/x`);
  return {
    successful: await task.successful,
    finished: await task.finished,
    exception: toJson((await task.exception) ?? null),
    index: (await task.index) ?? null,
    current_attempt: await task.currentAttempt,
    stdout: await task.stdout,
    stdout_size: await task.stdoutSize,
    stderr_lines: stderr.length,
    stderr_first: stderr[0],
    origin_pathspec: origin ?? null,
    parents: (await task.parentTaskPathspecs).sort(),
    children: (await task.childTaskPathspecs).sort(),
    metadata,
    code: metadata['code-package'] ?? null,
    artifacts: await byId(await collect(task), async (artifact) => ({
      value: toJson(await artifact.data),
      sha: await artifact.sha,
      size: await artifact.size,
    })),
    internal,
    graph_info_sha: (await task.artifact('_graph_info').sha.catch(ignoreNotFound)) ?? null,
  };
}

/** Ids of the steps, or what Metaflow's client raises when one of them did not run. */
async function existingIds(steps: Promise<Step[]>) {
  const ids: string[] = [];
  for (const step of await steps) {
    try {
      await step.createdAt;
    } catch (error) {
      if (error instanceof NotFoundError) return { __error__: 'MetaflowNotFound' };
      throw error;
    }
    ids.push(step.id);
  }
  return ids.sort();
}

function ignoreNotFound(error: unknown): undefined {
  if (!(error instanceof NotFoundError)) throw error;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function byId<T extends { readonly id: string }, U>(items: readonly T[], describe: (item: T) => Promise<U>) {
  const described: Record<string, U> = {};
  for (const item of items) described[item.id] = await describe(item);
  return described;
}

/** A value in the notation of `expected.json`. */
function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return { __int__: String(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Number) return { __float__: pythonFloatRepr(value.valueOf()) };
  if (value instanceof Uint8Array) return { __bytes_hex__: Buffer.from(value).toString('hex') };
  if (value instanceof PyTuple) return { __tuple__: value.map(toJson) };
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Set) return { __set__: [...value].map(String).sort() };
  if (value instanceof Map) return { __dict__: [...value].map((entry) => entry.map(toJson)) };
  if (value instanceof ForeachFrame) {
    const { step, variable, numSplits, index, value: item } = value;
    return {
      __namedtuple__: 'ForeachFrame',
      fields: { step, var: variable, num_splits: numSplits, index, value: item },
    };
  }
  if (value instanceof MetaflowExceptionWrapper) {
    const { type, exception, stacktrace } = value;
    return { __exception__: type, exception, has_stacktrace: Boolean(stacktrace) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}
