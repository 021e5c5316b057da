import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from '@mf/tools-docs';
import { type Cost, inTurn } from './measure';
import type { LocalRuns } from './local-runs';

const megabytes = 1024;
/** Random bytes, which no compression makes smaller, are made once and repeated: gzip does not look back that far. */
const block = 16;

const pythonFlow = `import os
from metaflow import FlowSpec, step


class LargeFlow(FlowSpec):
    @step
    def start(self):
        self.data = os.urandom(${block} << 20) * ${megabytes / block}
        self.next(self.end)

    @step
    def end(self):
        assert len(self.data) == ${megabytes} << 20


if __name__ == "__main__":
    LargeFlow()
`;

const typescriptFlow = `import { randomBytes } from 'node:crypto';
import { FlowSpec, step } from '@mf/flow';

export class LargeFlow extends FlowSpec {
  data!: Uint8Array;

  @step start() {
    this.data = Buffer.alloc(${megabytes} << 20, randomBytes(${block} << 20));
    this.next(this.end);
  }

  @step end() {
    if (this.data.length !== ${megabytes} << 20) throw new Error('cut');
  }
}
`;

/** What cannot be avoided: the hash that names the artifact, and its gzip at Metaflow's level, both ways. */
const floor = `const { createHash, randomBytes } = require('node:crypto');
const { gzipSync, gunzipSync } = require('node:zlib');
const data = Buffer.alloc(${megabytes} << 20, randomBytes(${block} << 20));
createHash('sha1').update(data).digest();
const packed = gzipSync(data, { level: 3 });
if (gunzipSync(packed).length !== data.length) throw new Error('cut');
`;

/** One step writes an artifact of 1 GB, the next one reads it. */
export async function largeArtifact({ folder, ours, metaflow, script }: LocalRuns): Promise<string> {
  writeFileSync(join(folder, 'large.py'), pythonFlow);
  writeFileSync(join(folder, 'large.flow.ts'), typescriptFlow);
  writeFileSync(join(folder, 'floor.cjs'), floor);
  const cost = await inTurn(
    {
      metaflow: metaflow('large.py', 'run'),
      ours: ours('run', 'large.flow.ts'),
      floor: script('node', 'floor.cjs'),
    },
    1,
  );
  const row = (what: string, { cpu, wall }: Cost) => [what, cpu.toFixed(1), wall.toFixed(1)];
  return markdownTable([
    ['an artifact of 1 GB, written and read', 'CPU s', 'wall s'],
    row('Metaflow', cost.metaflow),
    row('`mf run`', cost.ours),
    row('for scale: SHA-1, gzip and gunzip alone', cost.floor),
  ]);
}
