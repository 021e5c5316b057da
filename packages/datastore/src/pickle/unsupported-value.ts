import { isTypedArray } from './typed-array';

/** What is wrong with a value that can't be stored, and what to do about it. */
export interface Complaint {
  readonly problem: string;
  readonly advice: string;
}

const PLAIN_DATA =
  'Artifacts are plain data: numbers, text, booleans, null, bigints, arrays, typed arrays, plain objects, Map, Set, bytes, Date.';

/** Explains why a value has no Python counterpart. */
export function explainUnsupported(value: unknown): Complaint {
  switch (typeof value) {
    case 'undefined':
      return { problem: 'undefined is not a value', advice: 'Use null for a value that is missing.' };
    case 'function':
      return { problem: 'it is a function', advice: `Store data and call functions in the steps. ${PLAIN_DATA}` };
    case 'symbol':
      return { problem: 'it is a symbol', advice: `Use a text instead. ${PLAIN_DATA}` };
    default:
      return explainInstance(value as object);
  }
}

/** Explains why a value can't be an element of a Set or a key of a Map. */
export function explainUnhashable(value: object): Complaint {
  const what = Array.isArray(value) || isTypedArray(value) ? 'an array' : value instanceof Set ? 'a Set' : 'an object';
  return {
    problem: `${what} can be neither an element of a Python set nor a key of a dict`,
    advice: 'Use numbers, text, booleans, null, bigints, bytes or Dates there; or PyTuple.of(...) for a compound key.',
  };
}

function explainInstance(value: object): Complaint {
  if (value instanceof Promise) return { problem: 'it is a promise', advice: 'Await it, and store what it gives.' };
  if (value instanceof Date) {
    const problem = Number.isNaN(value.getTime()) ? 'it is an invalid date' : 'its year is outside 1 to 9999';
    return { problem, advice: "Python's datetime has the years 1 to 9999. Use a text or null instead." };
  }
  if (value instanceof Error) {
    return { problem: 'it is an error object', advice: 'Store what you need of it, for example its message.' };
  }
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return {
      problem: `it is an ${value.constructor.name}`,
      advice: 'Store a view of it: new Uint8Array(it) for bytes.',
    };
  }
  if (ArrayBuffer.isView(value)) {
    return {
      problem: `it is a ${value.constructor.name}`,
      advice: 'Store its bytes: new Uint8Array(it.buffer, it.byteOffset, it.byteLength).',
    };
  }
  const name = (value.constructor as { name?: string } | undefined)?.name || 'an unnamed class';
  return {
    problem: `it is an instance of ${name}`,
    advice: `Store its data as a plain object, for example {...it}, and make the instance again where it is used. ${PLAIN_DATA}`,
  };
}
