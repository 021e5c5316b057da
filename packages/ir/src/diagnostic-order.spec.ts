import type { Diagnostic } from './diagnostic';
import { hasErrors, sortDiagnostics } from './diagnostic-order';

const diagnostic = (line: number, column: number, code: string): Diagnostic => ({
  code,
  severity: 'error',
  message: 'm',
  advice: 'a',
  at: { file: 'x.flow.ts', line, column },
});

describe('sortDiagnostics', () => {
  it('orders by place, then by code, and keeps each once', () => {
    const sorted = sortDiagnostics([
      diagnostic(10, 1, 'MF1002'),
      diagnostic(9, 7, 'MF1001'),
      diagnostic(9, 7, 'MF1000'),
      diagnostic(10, 1, 'MF1002'),
    ]);
    expect(sorted.map(({ at, code }) => `${at.line}:${at.column} ${code}`)).toEqual([
      '9:7 MF1000',
      '9:7 MF1001',
      '10:1 MF1002',
    ]);
  });

  it('tells errors from warnings', () => {
    expect(hasErrors([{ ...diagnostic(1, 1, 'MF1001'), severity: 'warning' }])).toBe(false);
    expect(hasErrors([diagnostic(1, 1, 'MF1001')])).toBe(true);
  });
});
