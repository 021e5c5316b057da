import { type CardComponent, isCardComponent } from './card-component';
import type { CellContent, TableContent } from './card-content';
import { valueText } from './value-text';

/** What stands in a cell: a component, or a value that is shown as text. */
export type TableCell = CardComponent | string | number | boolean | bigint | Date | null | undefined;

export interface TableOptions {
  readonly headers?: readonly string[];
  /** Whether the headers stand in the first column instead of in the first row. Default false. */
  readonly vertical?: boolean;
}

/** A table. Components in its cells can be updated; the rows are those it was made with. */
export class Table implements CardComponent {
  readonly #rows: readonly (readonly TableCell[])[];
  readonly #options: TableOptions;

  constructor(rows: readonly (readonly TableCell[])[], options: TableOptions = {}) {
    this.#rows = rows.map((row) => row.map(cellOf));
    this.#options = options;
  }

  /**
   * A table of objects: a column for each key, in the order in which the keys first appear.
   *
   * @param columns only these keys, in this order
   */
  static fromObjects<T extends object>(objects: readonly T[], columns?: readonly (keyof T & string)[]): Table {
    const keys = columns ?? [...new Set(objects.flatMap((object) => Object.keys(object)))];
    const rows = objects.map((object) => keys.map((key) => (object as Record<string, TableCell>)[key]));
    return new Table(rows, { headers: keys });
  }

  render(id: string): TableContent {
    return {
      type: 'table',
      id,
      columns: this.#options.headers ?? [],
      data: this.#rows.map((row, y) => row.map((cell, x) => cellContent(cell, `${id}_${y}_${x}`))),
      vertical: this.#options.vertical ?? false,
    };
  }
}

/** Values without a place in a table are shown as JSON; what JSON has no words for, as Node shows it. */
function cellOf(value: unknown): TableCell {
  if (typeof value !== 'object' || value === null || value instanceof Date || isCardComponent(value)) {
    return typeof value === 'function' || typeof value === 'symbol' ? String(value) : (value as TableCell);
  }
  return jsonText(value) ?? valueText(value);
}

function jsonText(value: object): string | undefined {
  // In JSON, these are empty objects, or objects of their indices.
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) return undefined;
  try {
    return JSON.stringify(value);
  } catch {
    // A circle, or a bigint.
    return undefined;
  }
}

function cellContent(cell: TableCell, id: string): CellContent {
  if (isCardComponent(cell)) return cell.render(id);
  if (cell === undefined || cell === null) return null;
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? 'Invalid Date' : cell.toISOString();
  // JSON has neither.
  if (typeof cell === 'bigint' || (typeof cell === 'number' && !Number.isFinite(cell))) return String(cell);
  return cell;
}
