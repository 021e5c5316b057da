import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import fromMetaflow from './from-metaflow/generator';
import step from './step/generator';

it('says where a generator has looked for its file', async () => {
  const tree = createTreeWithEmptyWorkspace();
  await expect(step(tree, { file: 'apps/x/src/x.flow.ts', name: 'a' })).rejects.toThrow(
    /^MF7012 there is no file apps\/x\/src\/x\.flow\.ts\n.*from the folder that you are in/,
  );
  await expect(fromMetaflow(tree, { file: join(tmpdir(), 'no-such-flow.py') })).rejects.toThrow(
    /^MF7012 there is no file .*no-such-flow\.py\n/,
  );
  await expect(fromMetaflow(tree, { file: tmpdir() })).rejects.toThrow(/^MF7012 /);
});
