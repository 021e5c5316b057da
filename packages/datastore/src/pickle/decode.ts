import { ByteReader } from './byte-reader';
import { DecodeStack } from './decode-stack';
import { DictPromotion } from './dict-promotion';
import { CorruptPickleError, UnsupportedPickleError } from './errors';
import { constructKnown, restoreState } from './known-globals';
import { Op } from './opcodes';
import { type PyConstruction, PyFrozenSet, PyGlobal, PyObject, PyTuple } from './python-values';

/** How `decodePickle` represents values. */
export interface DecodeOptions {
  /** `boxed`: every Python float is a boxed Number, so that 2.0 and 2 differ. Otherwise floats are plain numbers. */
  readonly floats?: 'boxed';
  /**
   * The bytes of the pickle are given away: large bytes in it are not copied, but stay where they are in memory, moved to its start. The
   * caller must not use them any more.
   */
  readonly isGivenAway?: boolean;
}

/** Highest protocol of CPython to date. Metaflow writes 4, its first releases wrote 2. */
const HIGHEST_PROTOCOL = 5;

/**
 * Decodes a Python pickle into data. Nothing is ever executed: the classes and functions that a pickle names are
 * names here, and what they would make is a `PyObject`, except for the few kinds of data that have a counterpart
 * (see `encodePickle`, read from right to left):
 * a dict with text keys only is a plain object, any other a Map; a tuple is a `PyTuple`; an int that is not exact as a
 * number is a bigint; an aware datetime is a Date.
 *
 * @throws CorruptPickleError when the bytes are no pickle or not a whole one
 * @throws UnsupportedPickleError for persistent ids and the opcodes of protocols 0 and 1
 */
export function decodePickle(bytes: Uint8Array, options: DecodeOptions = {}): unknown {
  return new Decoder(bytes, options).decode();
}

class Decoder {
  readonly #in: ByteReader;
  readonly #boxed: boolean;
  readonly #stack = new DecodeStack(() => this.#at);
  readonly #memo = new Map<number, unknown>();
  readonly #dicts = new DictPromotion();
  /** Offset of the opcode that is being run. */
  #at = 0;

  constructor(bytes: Uint8Array, options: DecodeOptions) {
    this.#in = new ByteReader(bytes, options.isGivenAway);
    this.#boxed = options.floats === 'boxed';
  }

  decode(): unknown {
    for (;;) {
      this.#at = this.#in.offset;
      const op = this.#in.uint8();
      if (op === Op.STOP) return this.#dicts.settle(this.#stack.pop());
      this.#run(op);
    }
  }

  #run(op: number): void {
    const reader = this.#in;
    const stack = this.#stack;
    switch (op) {
      case Op.SHORT_BINUNICODE:
        stack.push(reader.text(reader.uint8()));
        return;
      case Op.MEMOIZE:
        this.#memo.set(this.#memo.size, stack.top());
        return;
      case Op.BININT1:
        stack.push(reader.uint8());
        return;
      case Op.BINFLOAT:
        this.#pushFloat(reader.float64());
        return;
      case Op.BINGET:
        return this.#get(reader.uint8());
      case Op.LONG_BINGET:
        return this.#get(reader.uint32());
      case Op.NONE:
        stack.push(null);
        return;
      case Op.NEWTRUE:
        stack.push(true);
        return;
      case Op.NEWFALSE:
        stack.push(false);
        return;
      case Op.BININT2:
        stack.push(reader.uint16());
        return;
      case Op.BININT:
        stack.push(reader.int32());
        return;
      case Op.LONG1:
        stack.push(reader.integer(reader.uint8()));
        return;
      case Op.LONG4:
        stack.push(reader.longInteger(reader.int32()));
        return;
      case Op.FLOAT:
        stack.push(new Number(this.#floatText(reader.line())));
        return;
      case Op.BINUNICODE:
        stack.push(reader.text(reader.uint32()));
        return;
      case Op.BINUNICODE8:
        stack.push(reader.text(reader.length64()));
        return;
      case Op.SHORT_BINBYTES:
        stack.push(reader.ownBytes(reader.uint8()));
        return;
      case Op.BINBYTES:
        stack.push(reader.ownBytes(reader.uint32()));
        return;
      case Op.BINBYTES8:
        // Python needs it for more than 4 GiB only: our encoder writes it for a Buffer.
        stack.push(asBuffer(reader.ownBytes(reader.length64())));
        return;
      case Op.BYTEARRAY8:
        stack.push(reader.ownBytes(reader.length64()));
        return;
      case Op.SHORT_BINSTRING:
        stack.push(this.#python2String(reader.bytes(reader.uint8())));
        return;
      case Op.BINSTRING:
        stack.push(this.#python2String(reader.bytes(reader.uint32())));
        return;
      case Op.MARK:
        stack.mark();
        return;
      case Op.EMPTY_LIST:
        stack.push([]);
        return;
      case Op.LIST:
        stack.push(stack.popMark());
        return;
      case Op.APPEND:
        return this.#append([stack.pop()]);
      case Op.APPENDS:
        return this.#append(stack.popMark());
      case Op.EMPTY_DICT:
        stack.push({});
        return;
      case Op.DICT: {
        const items = stack.popMark();
        stack.push(new Map());
        return this.#setItems(items);
      }
      case Op.SETITEM: {
        const value = stack.pop();
        return this.#setItems([stack.pop(), value]);
      }
      case Op.SETITEMS:
        return this.#setItems(stack.popMark());
      case Op.EMPTY_TUPLE:
        stack.push(new PyTuple());
        return;
      case Op.TUPLE1:
      case Op.TUPLE2:
      case Op.TUPLE3:
        stack.push(PyTuple.fromArray(stack.popMany(op - Op.TUPLE1 + 1)));
        return;
      case Op.TUPLE:
        stack.push(PyTuple.fromArray(stack.popMark()));
        return;
      case Op.EMPTY_SET:
        stack.push(new Set());
        return;
      case Op.ADDITEMS:
        return this.#addItems(stack.popMark());
      case Op.FROZENSET:
        stack.push(new PyFrozenSet(stack.popMark()));
        return;
      case Op.BINPUT:
        this.#memo.set(reader.uint8(), stack.top());
        return;
      case Op.LONG_BINPUT:
        this.#memo.set(reader.uint32(), stack.top());
        return;
      default:
        this.#runRare(op);
    }
  }

  /** Opcodes that a pickle has a few of at most. */
  #runRare(op: number): void {
    const reader = this.#in;
    const stack = this.#stack;
    switch (op) {
      case Op.PROTO: {
        const version = reader.uint8();
        if (version > HIGHEST_PROTOCOL) throw new UnsupportedPickleError(`protocol ${version}`, this.#at);
        return;
      }
      case Op.FRAME:
        // Frames only say how much to read at once; everything is here already.
        reader.length64();
        return;
      case Op.GLOBAL:
        stack.push(new PyGlobal(reader.line(), reader.line()));
        return;
      case Op.STACK_GLOBAL: {
        const name = stack.pop();
        const module = stack.pop();
        if (typeof name !== 'string' || typeof module !== 'string') this.#corrupt('a global whose name is not text');
        stack.push(new PyGlobal(module as string, name as string));
        return;
      }
      case Op.REDUCE: {
        const args = stack.pop();
        stack.push(this.#construct('reduce', stack.pop(), args, undefined));
        return;
      }
      case Op.NEWOBJ: {
        const args = stack.pop();
        stack.push(this.#construct('newobj', stack.pop(), args, undefined));
        return;
      }
      case Op.NEWOBJ_EX: {
        const kwargs = stack.pop();
        const args = stack.pop();
        stack.push(this.#construct('newobj_ex', stack.pop(), args, kwargs));
        return;
      }
      case Op.BUILD:
        return this.#build(stack.pop());
      case Op.POP:
        stack.drop();
        return;
      case Op.POP_MARK:
        stack.popMark();
        return;
      case Op.DUP: {
        const top = stack.top();
        this.#dicts.share(top);
        stack.push(top);
        return;
      }
      default:
        this.#refuse(op);
    }
  }

  #get(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) this.#corrupt(`the memo has no entry ${index}`);
    this.#stack.push(this.#dicts.share(value));
  }

  #pushFloat(value: number): void {
    this.#stack.push(this.#boxed ? new Number(value) : value);
  }

  #floatText(text: string): number {
    if (text === 'inf') return Infinity;
    if (text === '-inf') return -Infinity;
    const value = Number(text);
    if (text === '' || (Number.isNaN(value) && text !== 'nan')) this.#corrupt('a float that is not a number');
    return value;
  }

  /** A Python 2 `str`: text where it is ASCII, as Python 3 reads it, else its bytes. */
  #python2String(bytes: Buffer): string | Uint8Array {
    return bytes.every((byte) => byte < 0x80) ? bytes.toString('latin1') : new Uint8Array(bytes);
  }

  #append(items: readonly unknown[]): void {
    const target = this.#stack.top();
    const list = target instanceof PyObject ? (target.items ??= []) : target;
    if (!Array.isArray(list) || list instanceof PyTuple) return this.#corrupt('items for something that is not a list');
    for (const item of items) list.push(item);
  }

  #addItems(items: readonly unknown[]): void {
    const target = this.#stack.top();
    if (!(target instanceof Set)) return this.#corrupt('items for something that is not a set');
    for (const item of items) target.add(item);
  }

  #setItems(items: readonly unknown[]): void {
    if (items.length % 2 !== 0) this.#corrupt('a key without a value');
    const top = this.#stack.top();
    const target = top instanceof PyObject ? (top.entries ??= new Map()) : top;
    const dict = this.#dicts.setItems(target, items);
    if (dict === undefined) return this.#corrupt('entries for something that is not a dict');
    if (dict !== target) this.#stack.replaceTop(dict);
  }

  #construct(construction: PyConstruction, callable: unknown, args: unknown, kwargs: unknown): unknown {
    if (callable instanceof PyGlobal) {
      const known = args instanceof PyTuple ? constructKnown(callable.module, callable.name, args) : undefined;
      if (known !== undefined) return known;
    } else if (!(callable instanceof PyObject)) {
      return this.#corrupt('a call of something that is not a class or function');
    }
    const object = new PyObject(callable as PyGlobal | PyObject, args, construction);
    object.kwargs = kwargs;
    return object;
  }

  #build(state: unknown): void {
    const target = this.#stack.top();
    if (target instanceof PyObject) target.state = state;
    else if (!restoreState(target, state))
      throw new UnsupportedPickleError('state for a value that has none', this.#at);
  }

  #refuse(op: number): never {
    if (op === 0x50 || op === 0x51) throw new UnsupportedPickleError('a persistent id', this.#at);
    if (op >= 0x82 && op <= 0x84) throw new UnsupportedPickleError('an extension code', this.#at);
    if (op === 0x97 || op === 0x98) throw new UnsupportedPickleError('an out-of-band buffer', this.#at);
    const character = String.fromCharCode(op);
    if ('ILSVgpio'.includes(character))
      throw new UnsupportedPickleError(`opcode ${character} of pickle protocol 0`, this.#at);
    return this.#corrupt(`unknown opcode 0x${op.toString(16).padStart(2, '0')}`);
  }

  #corrupt(problem: string): never {
    throw new CorruptPickleError(problem, this.#at);
  }
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
