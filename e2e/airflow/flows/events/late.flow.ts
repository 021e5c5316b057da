import { setTimeout as sleep } from 'node:timers/promises';
import { exitHook, FlowSpec, type RunReference, step } from '@mf/flow';

async function mourn(run: RunReference): Promise<void> {
  console.log(`mourn ${run.pathspec} ${await run.successful}`);
}

/** Takes longer than its deployment lets a run take. */
@exitHook({ onError: [mourn] })
export class LateFlow extends FlowSpec {
  @step async start() {
    await sleep(60_000);
    this.next(this.end);
  }

  @step end() {}
}
