import { PyObject } from './python-values';

/**
 * Dicts of a pickle that is being decoded. A dict starts as a plain object and becomes a Map when its first key that
 * is not text comes, which may be after other values refer to it already (a dict that contains itself).
 */
export class DictPromotion {
  /** Plain objects that were given up, with the Map that took their place. */
  readonly #promoted = new Map<object, Map<unknown, unknown>>();
  /** Objects that were taken from the memo, so that something may refer to them. */
  readonly #shared = new Set<object>();
  #mustReplace = false;

  /** The value to use for one that is referred to again. */
  share(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const promoted = this.#promoted.size > 0 ? this.#promoted.get(value) : undefined;
    if (promoted) return promoted;
    this.#shared.add(value);
    return value;
  }

  /**
   * Sets alternating keys and values on a dict. Returns the dict, a Map where it was a plain object that can't hold
   * the keys, or undefined when the target is no dict.
   */
  setItems(target: unknown, items: readonly unknown[]): object | undefined {
    if (target instanceof Map) return setEntries(target, items, 0);
    if (!isDict(target)) return undefined;
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i];
      if (typeof key !== 'string') return setEntries(this.#promote(target), items, i);
      setProperty(target, key, items[i + 1]);
    }
    return target;
  }

  /** Replaces what refers to a plain object that became a Map. Call it once, with the decoded value. */
  settle(root: unknown): unknown {
    const resolve = (value: unknown): unknown => this.#promoted.get(value as object) ?? value;
    if (this.#mustReplace) replaceReferences(resolve(root), resolve);
    return resolve(root);
  }

  #promote(dict: Record<string, unknown>): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>(Object.entries(dict));
    this.#promoted.set(dict, map);
    if (this.#shared.has(dict)) this.#mustReplace = true;
    return map;
  }
}

function isDict(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function setEntries(map: Map<unknown, unknown>, items: readonly unknown[], from: number): Map<unknown, unknown> {
  for (let i = from; i < items.length; i += 2) map.set(items[i], items[i + 1]);
  return map;
}

function setProperty(dict: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(dict, key, { value, writable: true, enumerable: true, configurable: true });
  else dict[key] = value;
}

function replaceReferences(root: unknown, resolve: (value: unknown) => unknown): void {
  const seen = new Set<unknown>();
  const pending = [root];
  const replace = (value: unknown): unknown => {
    const resolved = resolve(value);
    if (typeof resolved === 'object' && resolved !== null && !seen.has(resolved)) {
      seen.add(resolved);
      pending.push(resolved);
    }
    return resolved;
  };
  while (pending.length > 0) replaceParts(pending.pop(), replace);
}

function replaceParts(value: unknown, replace: (part: unknown) => unknown): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = replace(value[i]);
  } else if (value instanceof Map) {
    for (const [key, entry] of value) {
      replace(key);
      value.set(key, replace(entry));
    }
  } else if (value instanceof Set) {
    for (const item of value) replace(item);
  } else if (value instanceof PyObject) {
    const { callable, args, kwargs, items, entries, state } = value;
    for (const part of [callable, args, kwargs, items, entries]) replace(part);
    value.state = replace(state);
  } else if (isDict(value)) {
    for (const key of Object.keys(value)) setProperty(value, key, replace(value[key]));
  }
}
