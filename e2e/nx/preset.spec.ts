import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, succeeded } from './run-command';
import { isolatedEnvironment } from './workspace';

// The newest create-nx-workspace that there is: Nx 24 has none.
const createNxWorkspace = 'create-nx-workspace@23.2.1';

it('create-nx-workspace makes a workspace whose flow runs', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mf-e2e-preset-')));
  try {
    const root = join(folder, 'films');
    const env = { ...isolatedEnvironment(root), NPM_CONFIG_USERCONFIG: join(folder, '.npmrc') };
    writeFileSync(join(folder, '.npmrc'), `@mf:registry=${process.env['MF_E2E_REGISTRY']}\naudit=false\nfund=false\n`);
    const options = [
      '--preset=@mf/nx@latest',
      '--flow=train',
      '--flowTemplate=foreach',
      '--pm=npm',
      '--nxCloud=skip',
      '--skipGit',
    ];
    succeeded(await runCommand('npx', ['--yes', createNxWorkspace, 'films', ...options], folder, env));

    expect(existsSync(join(root, 'apps/train/src/train.flow.ts'))).toBe(true);
    const nx = (...words: string[]) => runCommand('npx', ['nx', ...words], root, env);
    expect(succeeded(await nx('run', 'train:run', '--count=2')).output).toContain('squares: 1, 4');
    succeeded(await nx('run-many', '-t', 'check', 'test'));
    succeeded(await nx('sync:check'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 600_000);
