import { ListFrame, MapFrame } from './encode-containers';
import { writeGlobal } from './encode-global';
import type { Frame, PickleWriter } from './encode-frame';
import { ForeachFrame, type IncludedFile, MetaflowExceptionWrapper } from './metaflow-values';
import { Op } from './opcodes';
import { PyObject, PyTuple } from './python-values';

/** One part of an object's description: writes it, and says whether it put a container on the stack. */
type Part = (pickle: PickleWriter) => boolean;

/** The frame that writes an object of a Python class: what makes it, and then what it holds. */
export function objectFrame(value: PyObject | ForeachFrame | MetaflowExceptionWrapper | IncludedFile): Frame {
  const parts = partsOf(value);
  let next = 0;
  return {
    hashable: true,
    immutable: true,
    open: () => undefined,
    advance: (pickle) => {
      while (next < parts.length) {
        if ((parts[next++] as Part)(pickle)) return true;
      }
      return false;
    },
    place: () => '',
  };
}

function partsOf(value: PyObject | ForeachFrame | MetaflowExceptionWrapper | IncludedFile): Part[] {
  if (value instanceof PyObject) return pyObjectParts(value);
  if (value instanceof ForeachFrame) {
    const { step, variable, numSplits, index, value: item } = value;
    return [
      python('__main__', 'ForeachFrame'),
      part(PyTuple.of<unknown>(step, variable, numSplits, index, item)),
      opcode(Op.NEWOBJ),
      remember(value),
    ];
  }
  if (value instanceof MetaflowExceptionWrapper) {
    const { exception, type, stacktrace } = value;
    return [
      python('metaflow.exception', 'MetaflowExceptionWrapper'),
      part(PyTuple.of(null)),
      opcode(Op.REDUCE),
      remember(value),
      part({ exception, type, stacktrace }),
      opcode(Op.BUILD),
    ];
  }
  return [
    python('metaflow.includefile', 'IncludedFile'),
    part(new PyTuple()),
    opcode(Op.NEWOBJ),
    remember(value),
    part({ _descriptor: value.descriptor, _cached_size: null }),
    opcode(Op.BUILD),
  ];
}

const MAKE = { reduce: Op.REDUCE, newobj: Op.NEWOBJ, newobj_ex: Op.NEWOBJ_EX } as const;

function pyObjectParts(value: PyObject): Part[] {
  const parts = [part(value.callable), part(value.args)];
  if (value.construction === 'newobj_ex') parts.push(part(value.kwargs));
  parts.push(opcode(MAKE[value.construction]), remember(value));
  const { items, entries, state } = value;
  if (items) parts.push((pickle) => pickle.push(new ListFrame(items, undefined)));
  if (entries) parts.push((pickle) => pickle.push(new MapFrame(entries, undefined)));
  if (state !== undefined) parts.push(part(state), opcode(Op.BUILD));
  return parts;
}

function part(value: unknown): Part {
  return (pickle) => pickle.write(value);
}

function opcode(code: number): Part {
  return (pickle) => {
    pickle.out.byte(code);
    return false;
  };
}

function python(module: string, name: string): Part {
  return (pickle) => {
    writeGlobal(pickle.out, module, name);
    return false;
  };
}

function remember(value: object): Part {
  return (pickle) => {
    pickle.memoize(value);
    return false;
  };
}
