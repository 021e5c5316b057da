import type { ConfigOptions } from '@mf/cli/report';

/** Options about the configs of flows, as a schema has them. */
export interface ConfigExecutorOptions {
  readonly config?: Readonly<Record<string, string>>;
  readonly configValue?: Readonly<Record<string, unknown>>;
}

/** What the options of a target say about configs. Their values come from JSON. */
export function configOptions({ config, configValue }: ConfigExecutorOptions): ConfigOptions {
  return {
    ...(config && { config }),
    ...(configValue && { configValue: configValue as NonNullable<ConfigOptions['configValue']> }),
  };
}
