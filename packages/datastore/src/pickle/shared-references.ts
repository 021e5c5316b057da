import { IncludedFile } from './metaflow-values';
import { PyObject } from './python-values';

/**
 * The objects that can be reached from a value more than once: only these need an entry in the pickle's memo.
 * Goes through the value without recursion, so depth is limited by memory alone.
 */
export function findSharedReferences(root: unknown): ReadonlySet<object> {
  const seen = new Set<object>();
  const shared = new Set<object>();
  const pending: unknown[] = [root];
  const visit = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) pending.push(value);
  };
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (seen.has(value)) {
      shared.add(value);
      continue;
    }
    seen.add(value);
    visitParts(value, visit);
  }
  return shared;
}

function visitParts(value: object, visit: (part: unknown) => void): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) visit(value[i]);
  } else if (value instanceof Map) {
    for (const [key, entry] of value) {
      visit(key);
      visit(entry);
    }
  } else if (value instanceof Set) {
    for (const item of value) visit(item);
  } else if (value instanceof PyObject) {
    for (const part of [value.callable, value.args, value.kwargs, value.items, value.entries, value.state]) visit(part);
  } else if (value instanceof IncludedFile) {
    visit(value.descriptor);
  } else if (isPlainObject(value)) {
    for (const key of Object.keys(value)) visit((value as Record<string, unknown>)[key]);
  }
}

/** An object literal, or one without a prototype: what becomes a dict with text keys. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
