import type { Storage } from '@mf/datastore';
import { configValue, type FlowClass } from '@mf/flow/internal';
import type { FlowIR } from '@mf/ir';
import { ParameterNotInOriginError } from './errors';
import { type ArtifactSource, inheritField, type InheritedField, readOnlyField } from './inherited-fields';
import { isInternalArtifact } from './internal-artifacts';
import { valueInStep } from './value-in-step';

/** A flow object with the fields of a task. */
export interface FlowFields {
  readonly flow: InstanceType<FlowClass>;
  /** Artifacts that came from earlier tasks, by name. */
  readonly inherited: Map<string, InheritedField>;
  /** Parameters and constants, which are stored once for the whole run. */
  readonly fixed: readonly string[];
  /** Constants that the resumed run did not have: they are stored with this task. */
  readonly newConstants: ReadonlyMap<string, unknown>;
  /** What class fields hold that is no data: helpers in arrow functions. They stay as they are and are not stored. */
  readonly helpers: ReadonlyMap<string, unknown>;
}

/**
 * Makes a flow object for a task, with the parameters and constants of the run as read-only fields. Restoring comes after
 * construction, which runs the initialisers of the class's fields.
 *
 * @param source an input of the task: parameters and constants are passed from task to task by reference
 * @param includedFiles where the files are that parameters took in
 */
export function flowFields(
  flowClass: FlowClass,
  ir: FlowIR,
  source: ArtifactSource,
  step: string,
  includedFiles: Storage,
): FlowFields {
  const flow = new flowClass();
  const helpers = new Map(Object.entries(flow).filter(([, value]) => typeof value === 'function'));
  const newConstants = new Map<string, unknown>();
  for (const { property, name } of ir.parameters) {
    const load = (): unknown => {
      if (!source.artifacts.has(property)) throw new ParameterNotInOriginError(name);
      return valueInStep(source.loadSync(property), includedFiles);
    };
    readOnlyField(flow, property, load, 'a parameter', step);
  }
  for (const { name } of ir.constants) {
    const own: unknown = (flow as unknown as Record<string, unknown>)[name];
    if (!source.artifacts.has(name)) newConstants.set(name, own);
    const load = (): unknown => (source.artifacts.has(name) ? source.loadSync(name) : own);
    readOnlyField(flow, name, load, 'a constant of the flow', step);
  }
  const configs = (ir.configs ?? []).map(({ name }) => name);
  for (const name of configs) readOnlyField(flow, name, () => configValue(name), 'a config', step);
  const fixed = [...configs, ...ir.parameters.map(({ property }) => property), ...ir.constants.map(({ name }) => name)];
  return { flow, inherited: new Map(), fixed, newConstants, helpers };
}

/** Gives the flow object all artifacts of the one task that comes before it. */
export function inheritArtifacts(fields: FlowFields, source: ArtifactSource): void {
  for (const name of source.artifacts.keys()) {
    if (!isInternalArtifact(name) && !fields.fixed.includes(name)) inheritArtifact(fields, source, name);
  }
}

/** Gives the flow object one artifact of an earlier task. */
export function inheritArtifact(fields: FlowFields, source: ArtifactSource, name: string): void {
  fields.inherited.set(name, inheritField(fields.flow, name, source));
}

/** What a step has left: artifacts that are still as they came, and values to store. */
export interface CollectedArtifacts {
  readonly unchanged: ReadonlyMap<string, ArtifactSource>;
  readonly changed: ReadonlyMap<string, unknown>;
}

/**
 * Sorts a flow object's fields after its step. What was never read, or is a primitive and was not assigned, is as it came;
 * anything else may have been changed in place. `undefined` means not set.
 */
export function collectArtifacts({ flow, inherited, fixed, newConstants, helpers }: FlowFields): CollectedArtifacts {
  const unchanged = new Map<string, ArtifactSource>();
  const changed = new Map(newConstants);
  for (const name of Object.keys(flow)) {
    if (fixed.includes(name)) continue;
    const field = inherited.get(name);
    if (field?.inPlace && (!field.read || isPrimitive(field.read.value))) {
      unchanged.set(name, field.source);
      continue;
    }
    const value: unknown = field?.inPlace ? field.read?.value : (flow as unknown as Record<string, unknown>)[name];
    if (value === undefined || (typeof value === 'function' && helpers.get(name) === value)) continue;
    changed.set(name, value);
  }
  return { unchanged, changed };
}

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}
