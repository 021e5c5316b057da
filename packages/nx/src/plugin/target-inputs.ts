import type { NxJsonConfiguration, TargetConfiguration } from '@nx/devkit';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** What the results of the cached targets depend on. */
export interface TargetInputs {
  /** For targets that read flows and what they import. */
  readonly production: Inputs;
  /** For targets that run specs: on another version of Node they may end otherwise. */
  readonly test: Inputs;
}

/**
 * The workspace's named input `production` where nx.json has one, else everything but specs. Files of the projects and npm packages
 * that a flow imports are there through `^`, along the edges of `createDependencies`.
 *
 * `installed` is false inside the repository of the plugin: there `@mf/nx` is a project and no external dependency, and Nx refuses the
 * name.
 */
export function targetInputs(namedInputs: NxJsonConfiguration['namedInputs'], installed: boolean): TargetInputs {
  const hasProduction = namedInputs?.['production'] !== undefined;
  const own: Inputs = hasProduction ? ['production'] : ['default', '!{projectRoot}/**/*.spec.ts'];
  const dependencies = hasProduction ? '^production' : '^default';
  const plugin: Inputs = installed ? [{ externalDependencies: ['@mf/nx'] }] : [];
  const configs: Inputs = [{ env: 'METAFLOW_FLOW_CONFIG' }, { env: 'METAFLOW_FLOW_CONFIG_VALUE' }];
  return {
    production: [...own, dependencies, ...configs, ...plugin],
    test: ['default', dependencies, ...configs, { runtime: 'node --version' }, ...plugin],
  };
}

/** Adds files of the workspace. Nx also takes a project for affected when a file has changed that one of its targets names like this. */
export function withFiles(inputs: TargetInputs, files: readonly string[]): TargetInputs {
  if (files.length === 0) return inputs;
  const added = files.map((file) => `{workspaceRoot}/${file}`);
  return { production: [...inputs.production, ...added], test: [...inputs.test, ...added] };
}
