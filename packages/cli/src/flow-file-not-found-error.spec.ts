import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlowFileNotFoundError } from './flow-file-not-found-error';

it('knows a file that is where npx was called, and not where npx starts commands', () => {
  const root = mkdtempSync(join(tmpdir(), 'mf-flow-file-'));
  try {
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src/a.flow.ts'), '');
    const advice = (file: string, calledFrom?: string) => new FlowFileNotFoundError(file, root, calledFrom).advice;
    expect(advice('a.flow.ts', join(root, 'src'))).toBe(
      'npx starts commands in the folder of the package. Name the file from there: src/a.flow.ts',
    );
    const usual = expect.stringContaining("Name the flow's file first");
    expect([advice('b.flow.ts', join(root, 'src')), advice('a.flow.ts')]).toEqual([usual, usual]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
