import { ForeachFrame, IncludedFile, MetaflowExceptionWrapper } from './metaflow-values';
import { PyFrozenSet, PyGlobal, PyObject, PyTuple } from './python-values';
import { isTypedArray } from './typed-array';

/** The Python type of a value as `str(type(value))` prints it: what `data.json` records beside an artifact. */
export function pythonTypeName(value: unknown): string {
  return `<class '${typeName(value)}'>`;
}

function typeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'int' : 'float';
    default:
      return value === null ? 'NoneType' : objectTypeName(value as object);
  }
}

function objectTypeName(value: object): string {
  if (value instanceof Number) return 'float';
  if (value instanceof PyTuple) return 'tuple';
  if (Array.isArray(value)) return 'list';
  if (value instanceof PyFrozenSet) return 'frozenset';
  if (value instanceof Set) return 'set';
  if (value instanceof Uint8Array) return 'bytes';
  if (isTypedArray(value)) return 'array.array';
  if (value instanceof Date) return 'datetime.datetime';
  if (value instanceof MetaflowExceptionWrapper) return 'metaflow.exception.MetaflowExceptionWrapper';
  if (value instanceof IncludedFile) return 'metaflow.includefile.IncludedFile';
  if (value instanceof ForeachFrame) return '__main__.ForeachFrame';
  if (value instanceof PyGlobal) return 'type';
  if (value instanceof PyObject) return `${value.module}.${value.name}`;
  return 'dict';
}
