/** A table as text: columns are aligned, and two blanks apart. `paint` colours a cell that has its width already. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  paint: (text: string, column: number, row: number | 'header') => string = (text) => text,
): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[], row: number | 'header'): string =>
    cells
      .map((cell, column) => paint(column === cells.length - 1 ? cell : cell.padEnd(widths[column]!), column, row))
      .join('  ')
      .trimEnd();
  return [line(header, 'header'), ...rows.map(line)].map((text) => `${text}\n`).join('');
}
