import { ForeachFrame, IncludedFile, MetaflowExceptionWrapper } from './metaflow-values';
import { PyFrozenSet, PyObject, PyTuple } from './python-values';
import { typedArrayOf } from './typed-array';

/** Makes the counterpart of a Python object from its constructor's arguments; undefined when they are not understood. */
type Construct = (args: readonly unknown[]) => unknown;

/** The Python classes and functions whose results have a counterpart here. None of them does anything but hold data. */
const KNOWN = new Map<string, Construct>([
  ['__main__.ForeachFrame', foreachFrame],
  ['metaflow.exception.MetaflowExceptionWrapper', () => new MetaflowExceptionWrapper('', '', null)],
  ['metaflow.includefile.IncludedFile', (args) => new IncludedFile(isRecord(args[0]) ? args[0] : {})],
  ['datetime.datetime', datetime],
  ['array._array_reconstructor', typedArray],
  // What protocol 2 has no opcodes for. Its names are those of Python 2.
  ['_codecs.encode', latin1Bytes],
  ['builtins.bytes', (args) => (args.length === 0 ? new Uint8Array(0) : undefined)],
  ['__builtin__.bytes', (args) => (args.length === 0 ? new Uint8Array(0) : undefined)],
  ['builtins.bytearray', byteArray],
  ['__builtin__.bytearray', byteArray],
  ['builtins.set', ([items]) => (Array.isArray(items) ? new Set(items) : undefined)],
  ['__builtin__.set', ([items]) => (Array.isArray(items) ? new Set(items) : undefined)],
  ['builtins.frozenset', ([items]) => (Array.isArray(items) ? new PyFrozenSet(items) : undefined)],
  ['__builtin__.frozenset', ([items]) => (Array.isArray(items) ? new PyFrozenSet(items) : undefined)],
]);

/** The counterpart of `module.name(*args)`, or undefined when there is none. */
export function constructKnown(module: string, name: string, args: readonly unknown[]): unknown {
  return KNOWN.get(`${module}.${name}`)?.(args);
}

/** Gives an object of a known class its state; false when it takes none. */
export function restoreState(target: unknown, state: unknown): boolean {
  if (target instanceof MetaflowExceptionWrapper && isRecord(state)) {
    const { exception, type, stacktrace } = state;
    Object.assign(target, {
      exception: String(exception ?? ''),
      type: String(type ?? ''),
      stacktrace: typeof stacktrace === 'string' ? stacktrace : null,
    });
    return true;
  }
  if (target instanceof IncludedFile && isRecord(state) && isRecord(state._descriptor)) {
    Object.assign(target, { descriptor: state._descriptor });
    return true;
  }
  return false;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function foreachFrame(args: readonly unknown[]): ForeachFrame | undefined {
  const [step, variable, numSplits, index, value] = args;
  const number = index instanceof Number ? index.valueOf() : index;
  if (typeof step !== 'string' || typeof number !== 'number') return undefined;
  return new ForeachFrame(
    step,
    variable as string | null,
    numSplits as number | null,
    number,
    (value ?? null) as string | null,
  );
}

function latin1Bytes([text, encoding]: readonly unknown[]): Uint8Array | undefined {
  return typeof text === 'string' && encoding === 'latin1' ? new Uint8Array(Buffer.from(text, 'latin1')) : undefined;
}

function byteArray([content, encoding]: readonly unknown[]): Uint8Array | undefined {
  if (content === undefined) return new Uint8Array(0);
  return content instanceof Uint8Array && encoding === undefined
    ? new Uint8Array(content)
    : latin1Bytes([content, encoding]);
}

function typedArray([, , format, bytes]: readonly unknown[]): unknown {
  const isKnown = typeof format === 'number' && bytes instanceof Uint8Array;
  return isKnown ? typedArrayOf(format, bytes, Buffer.isBuffer(bytes)) : undefined;
}

/** An aware datetime as the instant that it means, cut to milliseconds. A naive one means none: it stays a PyObject. */
function datetime([state, zone]: readonly unknown[]): Date | undefined {
  const offset = offsetMilliseconds(zone);
  if (!(state instanceof Uint8Array) || state.length !== 10 || offset === undefined) return undefined;
  const bytes = Buffer.from(state);
  const date = new Date(0);
  // The highest bit of the month is the `fold` flag.
  date.setUTCFullYear(bytes.readUInt16BE(0), (bytes.readUInt8(2) & 0x7f) - 1, bytes.readUInt8(3));
  const milliseconds = Math.floor(bytes.readUIntBE(7, 3) / 1000);
  date.setUTCHours(bytes.readUInt8(4), bytes.readUInt8(5), bytes.readUInt8(6), milliseconds);
  return new Date(date.getTime() - offset);
}

/** Offset of a `datetime.timezone` from UTC; undefined for any other kind of time zone. */
function offsetMilliseconds(zone: unknown): number | undefined {
  const delta = argsOf(zone, 'timezone')?.[0];
  const parts = argsOf(delta, 'timedelta');
  if (!parts || parts.length !== 3) return undefined;
  const [days, seconds, microseconds] = parts as [number, number, number];
  return (days * 86_400 + seconds) * 1000 + microseconds / 1000;
}

function argsOf(value: unknown, name: string): readonly unknown[] | undefined {
  const isNamed = value instanceof PyObject && value.module === 'datetime' && value.name === name;
  return isNamed && value.args instanceof PyTuple ? value.args : undefined;
}
