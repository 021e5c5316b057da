import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalRegistry, packPackages, startLocalRegistry } from '@mf/tools-packing';

declare global {
  var mfRegistry: LocalRegistry;
}

/** Builds and packs every package once for all suites, and serves them. `MF_E2E_REGISTRY` is where. */
export default async function servePackages(): Promise<void> {
  const tarballs = mkdtempSync(join(tmpdir(), 'mf-e2e-tarballs-'));
  process.env['MF_E2E_TARBALLS'] = tarballs;
  await packPackages(join(__dirname, '../..'), tarballs);
  globalThis.mfRegistry = await startLocalRegistry(tarballs);
  process.env['MF_E2E_REGISTRY'] = globalThis.mfRegistry.url;
}
