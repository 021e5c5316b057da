import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, NoChromiumError } from './find-chromium';

test('takes what CHROMIUM says, else what is on the PATH and can be run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mf-chromium-'));
  writeFileSync(join(folder, 'chromium'), '', { mode: 0o644 });
  writeFileSync(join(folder, 'google-chrome'), '', { mode: 0o755 });
  expect(findChromium({ PATH: folder })).toBe(join(folder, 'google-chrome'));
  expect(findChromium({ PATH: folder, CHROMIUM: '/opt/chrome' })).toBe('/opt/chrome');
  expect(() => findChromium({ PATH: join(folder, 'none') })).toThrow(NoChromiumError);
  rmSync(folder, { recursive: true });
});
