import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython, NoPythonError, supportedPythons } from './find-python';

describe('findPython', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mf-python-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const install = async (name: string, version: string) => {
    const file = join(folder, name);
    await writeFile(file, `#!/bin/sh\necho ${file}\necho ${version}\n`);
    await chmod(file, 0o755);
  };

  it('finds the Python of this machine', async () => {
    const { version } = await findPython();
    expect(supportedPythons).toContain(version);
  });

  it('prefers the version that the pins were made with', async () => {
    await install('python3', '3.13');
    await install('python3.11', '3.11');
    expect(await findPython({ PATH: folder })).toEqual({ path: join(folder, 'python3.11'), version: '3.11' });
  });

  it('takes python3 when it is one that Airflow runs on', async () => {
    await install('python3', '3.10');
    expect(await findPython({ PATH: folder })).toMatchObject({ version: '3.10' });
  });

  it('says which ones do not do', async () => {
    await expect(findPython({ PATH: folder })).rejects.toThrow(NoPythonError);
    await install('python3', '3.9');
    await expect(findPython({ PATH: folder })).rejects.toThrow(`${join(folder, 'python3')} is 3.9`);
  });
});
