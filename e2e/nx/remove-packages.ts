import { rmSync } from 'node:fs';

export default function removePackages(): void {
  rmSync(process.env['MF_E2E_TARBALLS']!, { recursive: true });
}
