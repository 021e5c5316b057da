import type { Frame, PickleWriter } from './encode-frame';
import { BATCH_SIZE, Op } from './opcodes';
import type { PyFrozenSet, PyTuple } from './python-values';

/** Opcodes around elements: MARK, up to BATCH_SIZE elements, `addMany`; or a single element and `addOne`. */
class Batches {
  #open = false;
  #single = false;

  constructor(
    private readonly count: number,
    private readonly addOne: number | undefined,
    private readonly addMany: number,
  ) {}

  /** Writes what belongs between the elements before `index` and those from it; false when there are no more. */
  next(pickle: PickleWriter, index: number): boolean {
    if (this.#open && (index === this.count || index % BATCH_SIZE === 0)) {
      pickle.out.byte(this.#single && this.addOne !== undefined ? this.addOne : this.addMany);
      this.#open = false;
    }
    if (index === this.count) return false;
    if (!this.#open) {
      this.#open = true;
      this.#single = this.addOne !== undefined && this.count - index === 1;
      if (!this.#single) pickle.out.byte(Op.MARK);
    }
    return true;
  }
}

/** A list, or the items of an object that is a list in Python. */
export class ListFrame implements Frame {
  readonly hashable = false;
  readonly immutable = false;
  readonly #batches: Batches;
  #next = 0;

  /** @param list the array to write as a list of its own; undefined to add the items to what is written already. */
  constructor(
    private readonly items: readonly unknown[],
    private readonly list: object | undefined,
  ) {
    this.#batches = new Batches(items.length, Op.APPEND, Op.APPENDS);
  }

  open(pickle: PickleWriter): void {
    if (!this.list) return;
    pickle.out.byte(Op.EMPTY_LIST);
    pickle.memoize(this.list);
  }

  advance(pickle: PickleWriter): boolean {
    while (this.#batches.next(pickle, this.#next)) {
      if (pickle.write(this.items[this.#next++])) return true;
    }
    return false;
  }

  place(): string {
    return `[${this.#next - 1}]`;
  }
}

/** A plain object. */
export class DictFrame implements Frame {
  readonly hashable = false;
  readonly immutable = false;
  readonly #keys: readonly string[];
  readonly #batches: Batches;
  #next = 0;

  constructor(private readonly source: Record<string, unknown>) {
    this.#keys = Object.keys(source).filter((key) => source[key] !== undefined);
    this.#batches = new Batches(this.#keys.length, Op.SETITEM, Op.SETITEMS);
  }

  open(pickle: PickleWriter): void {
    pickle.out.byte(Op.EMPTY_DICT);
    pickle.memoize(this.source);
  }

  advance(pickle: PickleWriter): boolean {
    while (this.#batches.next(pickle, this.#next)) {
      const key = this.#keys[this.#next++] as string;
      pickle.writeText(key);
      if (pickle.write(this.source[key])) return true;
    }
    return false;
  }

  place(): string {
    const key = this.#keys[this.#next - 1] as string;
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  }
}

/** A Map, or the entries of an object that is a dict in Python. */
export class MapFrame implements Frame {
  readonly hashable = false;
  readonly immutable = false;
  readonly #entries: readonly (readonly [unknown, unknown])[];
  readonly #batches: Batches;
  #next = 0;
  #keyIsWritten = false;

  /** @param map the Map to write as a dict of its own; undefined to set the entries of what is written already. */
  constructor(
    entries: ReadonlyMap<unknown, unknown>,
    private readonly map: object | undefined,
  ) {
    this.#entries = [...entries];
    this.#batches = new Batches(this.#entries.length, Op.SETITEM, Op.SETITEMS);
  }

  open(pickle: PickleWriter): void {
    if (!this.map) return;
    // An empty dict by the opcode that Python never writes: the decoder makes a Map of it.
    pickle.out.byte2(Op.MARK, Op.DICT);
    pickle.memoize(this.map);
  }

  advance(pickle: PickleWriter): boolean {
    while (this.#keyIsWritten || this.#batches.next(pickle, this.#next)) {
      const [key, value] = this.#entries[this.#next] as readonly [unknown, unknown];
      if (!this.#keyIsWritten) {
        this.#keyIsWritten = true;
        if (pickle.write(key, true)) return true;
      }
      this.#keyIsWritten = false;
      this.#next++;
      if (pickle.write(value)) return true;
    }
    return false;
  }

  place(): string {
    if (this.#keyIsWritten) return `.keys()[${this.#next}]`;
    const key = this.#entries[this.#next - 1]?.[0];
    return typeof key === 'object' && key !== null ? `.values()[${this.#next - 1}]` : `.get(${formatKey(key)})`;
  }
}

/** A Set. */
export class SetFrame implements Frame {
  readonly hashable = false;
  readonly immutable = false;
  readonly #items: readonly unknown[];
  readonly #batches: Batches;
  #next = 0;

  constructor(private readonly set: Set<unknown>) {
    this.#items = [...set];
    this.#batches = new Batches(this.#items.length, undefined, Op.ADDITEMS);
  }

  open(pickle: PickleWriter): void {
    pickle.out.byte(Op.EMPTY_SET);
    pickle.memoize(this.set);
  }

  advance(pickle: PickleWriter): boolean {
    while (this.#batches.next(pickle, this.#next)) {
      if (pickle.write(this.#items[this.#next++], true)) return true;
    }
    return false;
  }

  place(): string {
    return `.values()[${this.#next - 1}]`;
  }
}

/** A frozenset. */
export class FrozenSetFrame implements Frame {
  readonly hashable = true;
  readonly immutable = true;
  readonly #items: readonly unknown[];
  #next = 0;

  constructor(private readonly set: PyFrozenSet) {
    this.#items = [...set];
  }

  open(pickle: PickleWriter): void {
    pickle.out.byte(Op.MARK);
  }

  advance(pickle: PickleWriter): boolean {
    while (this.#next < this.#items.length) {
      if (pickle.write(this.#items[this.#next++], true)) return true;
    }
    pickle.out.byte(Op.FROZENSET);
    pickle.memoize(this.set);
    return false;
  }

  place(): string {
    return `.values()[${this.#next - 1}]`;
  }
}

const TUPLE_OF = [Op.EMPTY_TUPLE, Op.TUPLE1, Op.TUPLE2, Op.TUPLE3] as const;

/** A tuple; hashable where its items are. */
export class TupleFrame implements Frame {
  readonly hashable = true;
  readonly immutable = true;
  #next = 0;

  constructor(
    private readonly tuple: PyTuple,
    private readonly mustBeHashable: boolean,
  ) {}

  open(pickle: PickleWriter): void {
    if (this.tuple.length >= TUPLE_OF.length) pickle.out.byte(Op.MARK);
  }

  advance(pickle: PickleWriter): boolean {
    const { tuple } = this;
    while (this.#next < tuple.length) {
      if (pickle.write(tuple[this.#next++], this.mustBeHashable)) return true;
    }
    pickle.out.byte(TUPLE_OF[tuple.length] ?? Op.TUPLE);
    pickle.memoize(tuple);
    return false;
  }

  place(): string {
    return `[${this.#next - 1}]`;
  }
}

function formatKey(key: unknown): string {
  return typeof key === 'string' ? JSON.stringify(key) : typeof key === 'bigint' ? `${key}n` : String(key);
}
