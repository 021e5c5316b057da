import { type FlowIR, type Project, projectDecorator, type ProjectOptions } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { projectOptions } from '../options/project-options';

/** Project and branch of a flow with `@project`. Another flow needs neither a user nor the packages that know who that is. */
export async function deployedProject(
  ir: FlowIR,
  options: ProjectOptions,
  { env }: CommandIo,
): Promise<Project | undefined> {
  const given = projectOptions(options);
  if (!projectDecorator(ir) && Object.keys(given).length === 0) return undefined;
  const { resolveProject } = await import('@mf/runtime');
  return resolveProject(ir, given, env);
}
