import type { ExecutorContext } from '@nx/devkit';

/** Options of inferred targets that name all flows of their project. */
interface NamedFlows {
  readonly files?: readonly string[];
  readonly flows?: readonly { readonly file: string }[];
}

/** The flows of a project, relative to the workspace root, as its inferred targets name them: `check`, `compile`, `deploy` and others. */
export function projectFlows({ projectsConfigurations, projectName = '' }: ExecutorContext): readonly string[] {
  for (const { executor, options } of Object.values(projectsConfigurations.projects[projectName]?.targets ?? {})) {
    const { files, flows } = (options ?? {}) as NamedFlows;
    const named = flows?.map(({ file }) => file) ?? files;
    if (executor?.startsWith('@mf/nx:') && executor !== '@mf/nx:test' && named) return named;
  }
  return [];
}
