import type { FlowIR, Json } from '@mf/ir';
import { startProcess } from '../process/child-process';
import { LineSplitter } from '../process/line-splitter';
import { convertDefault } from './convert-value';
import { ComputedDefaultsError } from './errors';

export interface ComputedDefaultsRequest {
  /** Path of the flow's bundle. */
  readonly bundle: string;
  readonly ir: FlowIR;
  /** Only these parameters; all that have a computed default without it. */
  readonly names?: readonly string[];
  readonly userName: string;
  /** Kind of the datastore that the run will have: `local`, `s3`. */
  readonly dsType: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Takes each line that the author's functions print or give to their `logger`. */
  readonly onLine?: (line: string) => void;
}

/**
 * Computes deploy-time parameters, in a process of its own because it runs the author's code.
 *
 * @returns values by parameter name, each of the type of its parameter, in the form of a default in the IR
 * @throws ComputedDefaultsError with what the process printed; InvalidParameterValueError, ParameterChoiceError
 */
export async function computedDefaults(request: ComputedDefaultsRequest): Promise<Record<string, Json>> {
  const { bundle, ir, userName, dsType, cwd, env = process.env, onLine = () => undefined } = request;
  const computed = ir.parameters.filter(({ computedDefault }) => computedDefault);
  const names = request.names ?? computed.map(({ name }) => name);
  if (names.length === 0) return {};
  const args = [bundle, 'defaults', '--user', userName, '--datastore', dsType];
  const lines = { stdout: new LineSplitter(), stderr: new LineSplitter() };
  const printed: string[] = [];
  // The result is the last line of stdout: what the author's functions print comes before it.
  let result = '';
  const take = (line: string, isResult: boolean): void => {
    if (isResult) [line, result] = [result, line];
    if (line === '' && isResult) return;
    printed.push(line);
    onLine(line);
  };
  const child = startProcess(
    process.execPath,
    [...args, ...names.flatMap((name) => ['--parameter', name])],
    { ...(cwd !== undefined && { cwd }), env },
    (stream, piece) => {
      for (const line of lines[stream].push(piece)) take(line, stream === 'stdout');
    },
  );
  const { code } = await child.ended;
  for (const stream of ['stdout', 'stderr'] as const) {
    for (const line of lines[stream].flush()) take(line, stream === 'stdout');
  }
  if (code !== 0) throw new ComputedDefaultsError(ir.name, names, printed.join('\n'));
  const values = parseResult(ir.name, names, result);
  for (const parameter of computed) {
    const value = values[parameter.name];
    if (value !== undefined) convertDefault(parameter, value);
  }
  return values;
}

function parseResult(flow: string, names: readonly string[], line: string): Record<string, Json> {
  try {
    return JSON.parse(line) as Record<string, Json>;
  } catch {
    throw new ComputedDefaultsError(flow, names, `the bundle printed:\n${line}`);
  }
}
