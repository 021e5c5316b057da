import { current, FlowSpec, namespacedEventName, project, step, trigger, triggerOnFinish } from '@mf/flow';

/** Starts when all of three have come: an event, one of its own branch, and a run of a flow of its own branch. */
@project({ name: 'events' })
@trigger({ events: ['prices', namespacedEventName('stock')] })
@triggerOnFinish({ flow: 'BranchFlow' })
export class AllEventsFlow extends FlowSpec {
  names!: string[];

  @step start() {
    this.names = (current.trigger?.events ?? []).map(({ name, type }) => `${type} ${name}`).sort();
    this.next(this.end);
  }

  @step end() {}
}
