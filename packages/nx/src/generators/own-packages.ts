/** Packages that workspaces with flows name, all of one version. */
export const ownPackages: readonly string[] = ['@mf/nx', '@mf/flow', '@mf/cli', '@mf/client'];
