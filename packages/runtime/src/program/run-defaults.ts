import type { Json } from '@mf/ir';
import { StepCommandError } from '../task/errors';
import type { Program } from './program';

/**
 * Computes deploy-time parameters: `defaults --user NAME --datastore KIND [--parameter NAME]...`, all of them where none is named.
 *
 * @throws what the author's functions throw; StepCommandError
 */
export async function runDefaults(program: Program, args: readonly string[]): Promise<Record<string, Json>> {
  let userName: string | undefined;
  let dsType: string | undefined;
  const names: string[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const value = args[at + 1];
    if (value === undefined) throw new StepCommandError(`defaults: ${args[at]} has no value`);
    if (args[at] === '--user') userName = value;
    else if (args[at] === '--datastore') dsType = value;
    else if (args[at] === '--parameter') names.push(value);
    else throw new StepCommandError(`defaults: ${args[at]} is not one of --user, --datastore, --parameter`);
  }
  if (userName === undefined) throw new StepCommandError('defaults: --user is missing');
  if (dsType === undefined) throw new StepCommandError('defaults: --datastore is missing');
  return program.computeDefaults(
    { flowName: program.syntax.name, userName, dsType, logger: (line) => void process.stderr.write(`${line}\n`) },
    names.length > 0 ? names : undefined,
  );
}
