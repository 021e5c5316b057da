import type { TargetConfiguration } from '@nx/devkit';
import { type FlowTarget, flowTargetNames } from './target-names';

/** Options of the plugin in nx.json. */
export interface PluginOptions {
  /** Another name for a target, or false to have none: `{ "run": "start", "card-view": false }`. */
  readonly targets?: Readonly<Partial<Record<FlowTarget, string | false>>>;
  /** Where flows are deployed to, by name: configurations of `deploy`, `undeploy` and `rollback`. `mf` reads what they are. */
  readonly environments?: Readonly<Record<string, object>>;
}

type Targets = Partial<Record<FlowTarget, TargetConfiguration>>;

/**
 * Gives inferred targets the names that the options of the plugin say.
 *
 * @throws PluginOptionsError for targets that are not there, or two of one name
 */
export function namedTargets({ targets = {} }: PluginOptions): (inferred: Targets) => NamedTargets {
  const renamed = Object.entries(targets);
  if (renamed.length === 0) return (inferred) => inferred;

  const names = new Map<string, string | false>(flowTargetNames.map((name) => [name, name]));
  for (const [target, name] of renamed) {
    if (!names.has(target)) throw new PluginOptionsError(`there is no target '${target}'`);
    if (name !== false && (typeof name !== 'string' || name === ''))
      throw new PluginOptionsError(`the target '${target}' cannot be called ${JSON.stringify(name)}`);
    names.set(target, name);
  }
  const used = [...names.values()].filter((name) => name !== false);
  const twice = used.find((name, i) => used.indexOf(name) !== i);
  if (twice !== undefined) throw new PluginOptionsError(`two targets would be called '${twice}'`);

  return (inferred) =>
    Object.fromEntries(
      Object.entries(inferred).flatMap(([target, configuration]) => {
        const name = names.get(target)!;
        return name === false ? [] : [[name, configuration]];
      }),
    );
}

type NamedTargets = Record<string, TargetConfiguration>;

/** The options of the plugin in nx.json make no sense. */
export class PluginOptionsError extends Error {
  readonly code = 'MF7009';
  readonly advice: string;

  constructor(problem: string) {
    // Nx prints the message alone.
    const advice = `Targets are: ${flowTargetNames.join(', ')}. Give each a name of its own, or false.`;
    super(`MF7009 in the options of @mf/nx/plugin in nx.json, ${problem}\n${advice}`);
    this.name = 'PluginOptionsError';
    this.advice = advice;
  }
}
