import { createHash } from 'node:crypto';
import { Flow } from '@mf/client';
import { FlowSpec, step } from '@mf/flow';
import type { LargeSourceFlow } from './large-source.flow';

/** Reads in a step what another flow has made. */
export class ReadingFlow extends FlowSpec {
  @step async start() {
    const run = (await new Flow<LargeSourceFlow>('LargeSourceFlow').latestSuccessfulRun)!;
    const { blob, digest } = (await run.data)!;
    const same = createHash('sha1').update(blob).digest('hex') === digest;
    console.log(`${blob.length} bytes of ${run.pathspec}: ${same ? 'the same' : 'others'}`);
    this.next(this.end);
  }

  @step end() {}
}
