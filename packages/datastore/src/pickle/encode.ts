import { ByteWriter } from './byte-writer';
import { isPythonDate, writeDate } from './encode-date';
import type { Frame, PickleWriter } from './encode-frame';
import { writeGlobal } from './encode-global';
import { writeBigInt, writeInteger } from './encode-integer';
import { writeTypedArray } from './encode-typed-array';
import { UnsupportedValueError } from './errors';
import { pythonFloatRepr } from './float-repr';
import { frameFor } from './frame-for';
import { Op } from './opcodes';
import { PyGlobal } from './python-values';
import { findSharedReferences } from './shared-references';
import { encodeWithLoneSurrogates, isWellFormed } from './text';
import { isTypedArray } from './typed-array';
import { explainUnhashable, explainUnsupported, type Complaint } from './unsupported-value';

/**
 * Encodes a value as a Python pickle of protocol 4. Equal values give equal bytes.
 *
 * | here | in Python |
 * |---|---|
 * | integral number (but -0) | int |
 * | any other number, `new Number(x)` | float |
 * | bigint | int |
 * | string, boolean, null | str, bool, None |
 * | array, plain object, Map, Set | list, dict, dict, set |
 * | Uint8Array, Buffer | bytes |
 * | any other typed array | `array.array` of the same kind |
 * | Date | aware UTC datetime |
 *
 * Opcodes that Python reads but does not write for such values keep apart what the two languages keep apart
 * differently: `decodePickle` gives back a boxed number, a bigint, a Map, a Buffer and a Uint8ClampedArray as such.
 * Properties that are undefined are left out.
 *
 * @param path how messages name the value, for example `this.rows`
 * @throws UnsupportedValueError for a value that has no Python counterpart
 */
export function encodePickle(value: unknown, path = 'value'): Buffer {
  const [first, ...more] = encodePickleParts(value, path);
  return more.length === 0 && Buffer.isBuffer(first) ? first : Buffer.concat([first as Uint8Array, ...more]);
}

/**
 * `encodePickle` without a copy of large bytes: parts that follow one another, some of which are the value's own memory.
 * @throws UnsupportedValueError
 */
export function encodePickleParts(value: unknown, path = 'value'): Uint8Array[] {
  return new Encoder(value, path).encode();
}

/** One run of the encoder. Containers are frames on a stack of its own, so nesting can't overflow the engine's. */
class Encoder implements PickleWriter {
  readonly out = new ByteWriter();
  readonly #frames: Frame[] = [];
  readonly #memo = new Map<object, number>();
  readonly #shared: ReadonlySet<object>;
  /** Shared objects that exist for Python only once all their parts do. */
  readonly #unfinished = new Set<object>();

  constructor(
    private readonly root: unknown,
    private readonly path: string,
  ) {
    this.#shared = findSharedReferences(root);
  }

  encode(): Uint8Array[] {
    this.out.byte2(Op.PROTO, 4);
    this.write(this.root);
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      if (!frame.advance(this)) this.#frames.pop();
    }
    this.out.byte(Op.STOP);
    return this.out.finish();
  }

  write(value: unknown, hashable = false): boolean {
    switch (typeof value) {
      case 'string':
        this.writeText(value);
        return false;
      case 'number':
        this.#writeNumber(value);
        return false;
      case 'boolean':
        this.out.byte(value ? Op.NEWTRUE : Op.NEWFALSE);
        return false;
      case 'bigint':
        writeBigInt(this.out, value);
        return false;
      case 'object':
        if (value !== null) return this.#writeObject(value, hashable);
        this.out.byte(Op.NONE);
        return false;
      default:
        return this.reject(explainUnsupported(value));
    }
  }

  writeText(text: string): void {
    if (isWellFormed(text)) {
      const length = Buffer.byteLength(text);
      this.#writeLength(length, Op.SHORT_BINUNICODE, Op.BINUNICODE, Op.BINUNICODE8);
      this.out.utf8(text, length);
    } else {
      const bytes = encodeWithLoneSurrogates(text);
      this.#writeLength(bytes.length, Op.SHORT_BINUNICODE, Op.BINUNICODE, Op.BINUNICODE8);
      this.out.bytes(bytes);
    }
  }

  memoize(object: object): void {
    if (!this.#shared.has(object)) return;
    this.#unfinished.delete(object);
    this.#memo.set(object, this.#memo.size);
    this.out.byte(Op.MEMOIZE);
  }

  push(frame: Frame): true {
    this.#frames.push(frame);
    frame.open(this);
    return true;
  }

  /** Refuses the value that is being written. */
  reject({ problem, advice }: Complaint): never {
    throw new UnsupportedValueError(this.path + this.#frames.map((frame) => frame.place()).join(''), problem, advice);
  }

  #writeNumber(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      writeInteger(this.out, value);
    } else {
      this.out.byte(Op.BINFLOAT);
      this.out.float64(value);
    }
  }

  #writeObject(value: object, hashable: boolean): boolean {
    if (this.#shared.has(value) && this.#writeReference(value)) return false;
    if (value instanceof Number) return this.#writeBoxedFloat(value.valueOf());
    if (value instanceof Uint8Array) return this.#writeBytes(value);
    if (value instanceof Date) return this.#writeDate(value);
    if (isTypedArray(value)) {
      if (hashable) this.reject(explainUnhashable(value));
      return writeTypedArray(this, value);
    }
    if (value instanceof PyGlobal) {
      writeGlobal(this.out, value.module, value.name);
      return false;
    }
    const frame = frameFor(value, hashable) ?? this.reject(explainUnsupported(value));
    if (hashable && !frame.hashable) this.reject(explainUnhashable(value));
    if (frame.immutable && this.#shared.has(value)) this.#unfinished.add(value);
    return this.push(frame);
  }

  #writeReference(value: object): boolean {
    const index = this.#memo.get(value);
    if (index === undefined) {
      if (!this.#unfinished.has(value)) return false;
      return this.reject({
        problem: 'it contains itself',
        advice: 'A tuple, frozenset or Python object cannot be part of itself; use an array or a plain object.',
      });
    }
    if (index <= 0xff) this.out.byte2(Op.BINGET, index);
    else {
      this.out.byte(Op.LONG_BINGET);
      this.out.uint32(index);
    }
    return true;
  }

  #writeBoxedFloat(value: number): false {
    const text = pythonFloatRepr(value);
    this.out.byte(Op.FLOAT);
    this.out.utf8(text, text.length);
    this.out.byte(0x0a);
    return false;
  }

  #writeBytes(value: Uint8Array): false {
    if (Buffer.isBuffer(value)) {
      this.out.byte(Op.BINBYTES8);
      this.out.uint64(value.length);
    } else {
      this.#writeLength(value.length, Op.SHORT_BINBYTES, Op.BINBYTES, Op.BINBYTES8);
    }
    this.out.bytes(value);
    this.memoize(value);
    return false;
  }

  #writeDate(value: Date): false {
    if (!isPythonDate(value)) this.reject(explainUnsupported(value));
    writeDate(this.out, value);
    return false;
  }

  #writeLength(length: number, short: number, medium: number, long: number): void {
    if (length <= 0xff) this.out.byte2(short, length);
    else if (length <= 0xffffffff) {
      this.out.byte(medium);
      this.out.uint32(length);
    } else {
      this.out.byte(long);
      this.out.uint64(length);
    }
  }
}
