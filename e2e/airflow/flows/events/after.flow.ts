import { current, FlowSpec, step, triggerOnFinish } from '@mf/flow';
import { UpstreamFlow } from './upstream.flow';

/** Starts when a run of UpstreamFlow has ended well, and reads what it left. */
@triggerOnFinish({ flow: UpstreamFlow })
export class AfterFlow extends FlowSpec {
  seen!: unknown;
  last!: unknown;

  @step async start() {
    const run = await current.trigger?.run;
    this.seen = run && { pathspec: run.pathspec, successful: await run.successful };
    this.next(this.end);
  }

  @step end() {
    const event = current.trigger?.event;
    this.last = event && { name: event.name, id: event.id, type: event.type, isDated: event.timestamp !== null };
  }
}
