import { rmSync } from 'node:fs';

export default async function removePackages(): Promise<void> {
  await globalThis.mfRegistry.stop();
  rmSync(process.env['MF_E2E_TARBALLS']!, { recursive: true });
}
