import type { DecoratorIR } from '../flow-ir';
import type { JsonObject } from '../json';
import { numberOf } from '../step-decorators/attribute-check';
import { decoratorDefaults } from '../step-decorators/decorator-defaults';
import { decoratorOf } from '../step-decorators/decorator-of';
import { type KubernetesConfiguration, noKubernetesConfiguration, withConfiguration } from './kubernetes-configuration';

/** What a step's pod asks for. Sizes are in megabytes. */
export interface StepKubernetes {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
  /** Null where GPUs play no part; 0 asks for a node without any. */
  readonly gpu: number | null;
  readonly sharedMemory: number | null;
  /** Size of the tmpfs; null where there is none. */
  readonly tmpfsSize: number | null;
  /** All attributes of `@kubernetes` in Metaflow's spelling, with its defaults and the configuration's, else as they are written. */
  readonly attributes: JsonObject;
}

/**
 * The `@kubernetes` of a step, by itself or by `--with`, together with its `@resources`: the larger of cpu, memory and disk counts, and
 * gpu and shared memory of `@resources` where it has them (Metaflow's rules). What is not written is taken from the configuration.
 *
 * @returns undefined for a step that is not for Kubernetes
 */
export function stepKubernetes(
  own: readonly DecoratorIR[],
  added: readonly DecoratorIR[],
  configuration: KubernetesConfiguration = noKubernetesConfiguration,
): StepKubernetes | undefined {
  const decorator = decoratorOf('kubernetes', own, added);
  if (!decorator) return undefined;
  const attributes = withConfiguration(given(decorator.attributes), configuration);
  const found = decoratorOf('resources', own, added);
  const resources: JsonObject = found ? { ...decoratorDefaults['resources'], ...given(found.attributes) } : {};
  const larger = (name: 'cpu' | 'memory' | 'disk'): number =>
    Math.max(numberOf(attributes[name]), numberOf(resources[name] ?? 0));
  const latter = (name: 'gpu' | 'shared_memory'): number | null => {
    const value = resources[name] ?? attributes[name] ?? null;
    return value === null ? null : numberOf(value);
  };
  const { use_tmpfs: useTmpfs, tmpfs_size: tmpfsSize } = attributes;
  return {
    cpu: larger('cpu'),
    memory: larger('memory'),
    disk: larger('disk'),
    gpu: latter('gpu'),
    sharedMemory: latter('shared_memory'),
    // Half of the memory that @kubernetes alone asks for.
    tmpfsSize:
      tmpfsSize != null
        ? numberOf(tmpfsSize)
        : useTmpfs === true
          ? Math.floor(numberOf(attributes['memory']) / 2)
          : null,
    attributes,
  };
}

/** Without those that say to be left out. */
function given(attributes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}
