import { metadataSymbol } from './symbol-metadata';
import type { UnknownOptions } from './unknown-options';

/** A decorator with its evaluated attributes; name and attributes in Metaflow's spelling. */
export interface DecoratorRecord {
  readonly name: string;
  readonly attributes: { readonly [attribute: string]: AttributeValue };
  /** Made by `userStepDecorator`. */
  readonly userDefined?: true;
  /** Absent when there are none. */
  readonly unknownOptions?: UnknownOptions;
}

/** What a decorator's attribute may hold: JSON. */
export type AttributeValue =
  null | boolean | number | string | readonly AttributeValue[] | { readonly [key: string]: AttributeValue };

/** What decorators left on one method. */
export interface MethodRecord {
  isStep: boolean;
  readonly decorators: DecoratorRecord[];
}

/** What decorators left on one class body; base classes have records of their own. */
export interface ClassRecord {
  readonly methods: Map<string, MethodRecord>;
  readonly decorators: DecoratorRecord[];
}

const recordKey = Symbol('@mf/flow.record');

/** The record of the class body that is being defined, from the metadata that its decorators share. */
export function recordOf(metadata: DecoratorMetadataObject): ClassRecord {
  const own = metadata as { [recordKey]?: ClassRecord };
  if (!Object.hasOwn(own, recordKey)) own[recordKey] = { methods: new Map(), decorators: [] };
  return own[recordKey] as ClassRecord;
}

/** The record of one method, made on first use. Decorators run from the innermost out, `@step` usually first. */
export function methodRecordOf(context: ClassMethodDecoratorContext): MethodRecord {
  const { methods } = recordOf(context.metadata);
  const name = String(context.name);
  const known = methods.get(name);
  if (known) return known;
  const fresh: MethodRecord = { isStep: false, decorators: [] };
  methods.set(name, fresh);
  return fresh;
}

/** The records of a class and its base classes, the base first. Compilers differ in whether metadata is inherited. */
export function recordsOf(flowClass: object): ClassRecord[] {
  const records: ClassRecord[] = [];
  for (let at: object | null = flowClass; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    if (!Object.hasOwn(at, metadataSymbol)) continue;
    const metadata = (at as Record<symbol, DecoratorMetadataObject>)[metadataSymbol];
    if (metadata && Object.hasOwn(metadata, recordKey)) records.unshift(recordOf(metadata));
  }
  return records;
}
