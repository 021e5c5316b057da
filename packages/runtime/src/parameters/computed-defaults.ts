import type { FlowIR, Json } from '@mf/ir';
import { startProcess } from '../process/child-process';
import { ComputedDefaultsError } from './errors';

/**
 * Computes deploy-time parameters, in a process of its own because it runs the author's code: all of a flow, or those named.
 *
 * @returns values by parameter name
 * @throws ComputedDefaultsError with what the process printed
 */
export async function computedDefaults(
  bundle: string,
  flow: FlowIR,
  userName: string,
  options: { readonly names?: readonly string[]; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Record<string, Json>> {
  const known = flow.parameters.flatMap(({ name, computedDefault }) => (computedDefault ? [name] : []));
  const names = options.names ?? known;
  if (names.length === 0) return {};
  const printed = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const args = [bundle, 'defaults', '--user', userName, ...names.flatMap((name) => ['--parameter', name])];
  const { cwd, env = process.env } = options;
  const child = startProcess(process.execPath, args, { ...(cwd !== undefined && { cwd }), env }, (stream, piece) => {
    printed[stream].push(piece);
  });
  const { code } = await child.ended;
  const text = (stream: 'stdout' | 'stderr'): string => Buffer.concat(printed[stream]).toString('utf8');
  if (code !== 0) throw new ComputedDefaultsError(flow.name, names, text('stderr'));
  return parseResult(flow.name, names, text('stdout'));
}

/** The result is the last line: what the author's functions print comes before it. */
function parseResult(flow: string, names: readonly string[], stdout: string): Record<string, Json> {
  const lastLine = stdout.trimEnd().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(lastLine) as Record<string, Json>;
  } catch {
    throw new ComputedDefaultsError(flow, names, `the bundle printed:\n${stdout}`);
  }
}
