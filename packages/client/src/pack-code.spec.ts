import { localDatastore } from '@mf/datastore';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodePackage } from './code-package';
import { Context } from './context';
import { packCode } from './pack-code';

it('what is packed and kept is what a code package reads, and the same files give the same bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mf-code-'));
  try {
    const files = new Map([['flow.mjs', Buffer.from('// the flow')]]);
    const info = { script: 'flow.mjs', flow_name: 'PlainFlow' };
    const packed = await packCode(files, info);
    expect(await packCode(files, info)).toEqual(packed);
    const datastore = localDatastore(join(folder, '.metaflow'));
    const { sha, location } = await datastore.flow('PlainFlow').blobs.saveAsIs(packed);
    expect(await readFile(location)).toEqual(packed);
    const record = JSON.stringify({ ds_type: 'local', sha, location });
    const code = new CodePackage(new Context(datastore, {}, null), 'PlainFlow', record);
    expect(await code.flowspec).toBe('// the flow');
    expect(await code.info).toEqual(info);
  } finally {
    await rm(folder, { recursive: true });
  }
});
