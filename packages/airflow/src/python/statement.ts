import type { Expression } from './expression';

/** The statements that a DAG file is made of. */
export type Statement =
  | { readonly kind: 'blank' }
  /** Fixed lines that the program brings along: imports, the operator class. Never text of a user. */
  | { readonly kind: 'verbatim'; readonly lines: readonly string[] }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'assign'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'expression'; readonly value: Expression }
  | {
      readonly kind: 'function';
      readonly decorators: readonly Expression[];
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: readonly Statement[];
    }
  | { readonly kind: 'return'; readonly value: Expression }
  | { readonly kind: 'with'; readonly context: Expression; readonly body: readonly Statement[] }
  /** `a >> [b, c] >> d`: each link is a name, or several names that stand in a list. */
  | { readonly kind: 'chain'; readonly links: readonly (string | readonly string[])[] };
