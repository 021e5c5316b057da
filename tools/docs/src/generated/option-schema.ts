/** What the documentation reads of a schema of @mf/nx. */
export interface OptionsSchema {
  readonly description: string;
  readonly properties: Readonly<Record<string, OptionSchema>>;
  readonly required?: readonly string[];
  readonly examples?: readonly { readonly command: string; readonly description: string }[];
}

export interface OptionSchema {
  readonly description: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly oneOf?: readonly OptionSchema[];
  readonly items?: OptionSchema;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly hidden?: boolean;
}

/** What can be given, in words: `number`, `'local' or 's3'`, `list of text`. */
export function optionType({ type, enum: values, oneOf, items }: Omit<OptionSchema, 'description'>): string {
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (oneOf) {
    // One alone stands for a list of one.
    const inLists = oneOf.flatMap((option) => option.items?.type ?? []);
    const told = oneOf.filter(({ type: own }) => typeof own !== 'string' || !inLists.includes(own));
    return told.map(optionType).join(' or ');
  }
  const types = [type ?? []].flat();
  return types
    .map((name) => (name === 'array' && items ? `list of ${optionType(items)}` : (words[name] ?? name)))
    .join(' or ');
}

const words: Readonly<Record<string, string>> = { string: 'text', object: 'object', boolean: 'flag', array: 'list' };
