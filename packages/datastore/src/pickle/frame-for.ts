import { DictFrame, FrozenSetFrame, ListFrame, MapFrame, SetFrame, TupleFrame } from './encode-containers';
import type { Frame } from './encode-frame';
import { objectFrame } from './encode-object';
import { ForeachFrame, IncludedFile, MetaflowExceptionWrapper } from './metaflow-values';
import { PyFrozenSet, PyObject, PyTuple } from './python-values';
import { isPlainObject } from './shared-references';

/** The frame that writes a container, or undefined for an object that has no Python counterpart. */
export function frameFor(value: object, mustBeHashable: boolean): Frame | undefined {
  if (value instanceof PyTuple) return new TupleFrame(value, mustBeHashable);
  if (value instanceof PyFrozenSet) return new FrozenSetFrame(value);
  if (
    value instanceof PyObject ||
    value instanceof ForeachFrame ||
    value instanceof MetaflowExceptionWrapper ||
    value instanceof IncludedFile
  ) {
    return objectFrame(value);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Array.prototype) return new ListFrame(value as unknown[], value);
  if (prototype === Map.prototype) return new MapFrame(value as Map<unknown, unknown>, value);
  if (prototype === Set.prototype) return new SetFrame(value as Set<unknown>);
  return isPlainObject(value) ? new DictFrame(value as Record<string, unknown>) : undefined;
}
