import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredExternals } from './external-packages';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'mf-externals-'))));
afterEach(() => rmSync(root, { recursive: true }));

test('are named by the package.json of the flow and those above it, not by others', () => {
  mkdirSync(join(root, 'apps/a/src'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"mf":{"external":["sharp"]}}');
  writeFileSync(join(root, 'apps/package.json'), 'no JSON');
  writeFileSync(join(root, 'apps/a/package.json'), '{"mf":{"external":["@duckdb/node-api","sharp"]}}');
  expect([...declaredExternals(root, 'apps/a/src/x.flow.ts')].sort()).toEqual(['@duckdb/node-api', 'sharp']);
  expect([...declaredExternals(root, 'x.flow.ts')]).toEqual(['sharp']);
});
