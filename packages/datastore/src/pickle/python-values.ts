/**
 * A Python tuple. It is an array, so everything that reads arrays reads it; only the encoder tells the two apart.
 *
 * @example PyTuple.of('items', null)
 */
export class PyTuple<T = unknown> extends Array<T> {
  /** `map`, `slice` and the like of a tuple give plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** A tuple of the given items, also of a single number (which `new Array(n)` would take for a length). */
  static override of<T>(...items: T[]): PyTuple<T> {
    return PyTuple.fromArray(items);
  }

  /** A tuple with the items of an array. */
  static fromArray<T>(items: readonly T[]): PyTuple<T> {
    const tuple = new PyTuple<T>();
    for (let i = 0; i < items.length; i++) tuple.push(items[i] as T);
    return tuple;
  }
}

/** A Python frozenset. It is a Set; only the encoder tells the two apart. */
export class PyFrozenSet<T = unknown> extends Set<T> {}

/** A Python class or function that a pickle names, as a value of its own. It is never looked up or called. */
export class PyGlobal {
  constructor(
    readonly module: string,
    readonly name: string,
  ) {}

  toString(): string {
    return `${this.module}.${this.name}`;
  }
}

/** How Python would have made an object: by calling a function, or by `cls.__new__` without calling `__init__`. */
export type PyConstruction = 'reduce' | 'newobj' | 'newobj_ex';

/**
 * An object of a Python class that has no counterpart here: what its pickle says about it, as data.
 * Written again, it gives the same object to Python.
 */
export class PyObject {
  /** State that `__setstate__` would get, when the pickle has one. */
  state: unknown = undefined;
  /** Items that would be appended to the object (a subclass of list, a deque). */
  items: unknown[] | undefined = undefined;
  /** Entries that would be set on the object (a subclass of dict). */
  entries: Map<unknown, unknown> | undefined = undefined;
  /** Keyword arguments of `newobj_ex`. */
  kwargs: unknown = undefined;

  constructor(
    /** What is called: a class or function, or what another object gave. */
    readonly callable: PyGlobal | PyObject,
    readonly args: unknown,
    readonly construction: PyConstruction,
  ) {}

  /** Python module of what is called; empty where it is not a global. */
  get module(): string {
    return this.callable instanceof PyGlobal ? this.callable.module : '';
  }

  /** Python name of what is called; empty where it is not a global. */
  get name(): string {
    return this.callable instanceof PyGlobal ? this.callable.name : '';
  }
}
