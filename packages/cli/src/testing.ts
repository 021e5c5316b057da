import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namespace, Run } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { formatLine, runFlow as runLocally } from '@mf/runtime';
import { loadFlows } from './load-flows';
import { processIo } from './command-io';

export interface RunFlowOptions {
  /** Values of the flow's parameters by their names; what is not text is passed as JSON. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Variables for the tasks, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The flow under test has errors in its source. */
export class FlowHasErrorsError extends Error {
  readonly code = 'MF2005';
  readonly advice: string;

  constructor(file: string, messages: readonly string[]) {
    super(`${file} has errors:\n${messages.join('\n')}`);
    this.name = 'FlowHasErrorsError';
    this.advice = `mf check ${file} shows them with their place in the source.`;
  }
}

/**
 * Runs a flow to its end for a test, in a datastore of its own that goes with the process, and returns the run for assertions on its
 * artifacts, logs and tasks: `(await run.data).total`. A run that fails is returned too (`await run.successful` is false), and what
 * it printed goes to stderr. Switches namespaces of the client off: a test sees all of its own runs.
 *
 * @throws FlowHasErrorsError, and what is wrong with parameters
 */
export async function runFlow(file: string, options: RunFlowOptions = {}): Promise<Run> {
  const [flow] = await loadFlows([file], processIo());
  const { ir, bundle, diagnostics } = flow!;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!ir || !bundle || errors.length > 0) {
    throw new FlowHasErrorsError(
      file,
      errors.map(({ at, code, message }) => `${at.file}:${at.line}:${at.column} ${code} ${message}`),
    );
  }
  const sysroot = await mkdtemp(join(tmpdir(), 'mf-test-'));
  process.once('exit', () => rmSync(sysroot, { recursive: true, force: true }));
  const lines: string[] = [];
  const { run, status } = await runLocally({
    ir,
    bundle: bundle.path,
    parameters: Object.fromEntries(
      Object.entries(options.parameters ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
    env: {
      ...withoutParameters(process.env),
      METAFLOW_USER: 'test',
      ...options.env,
      METAFLOW_DATASTORE_SYSROOT_LOCAL: sysroot,
    },
    output: (line) => lines.push(formatLine(line)),
  });
  if (status !== 'succeeded') process.stderr.write(`${lines.join('\n')}\n`);
  namespace(null);
  return new Run(`${ir.name}/${run}`, { datastore: localDatastore(join(sysroot, '.metaflow')) });
}

/** Without METAFLOW_RUN_<NAME>, which would give parameters other values on the machine of one developer than on that of another. */
function withoutParameters(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('METAFLOW_RUN_')));
}
