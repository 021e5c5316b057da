import { current, FlowSpec, type Inputs, namespacedEventName, project, step, trigger, triggerOnFinish } from '@mf/flow';

/** Starts when all of three have come: an event, one of its own branch, and a run of a flow of its own branch. */
@project({ name: 'events' })
@trigger({ events: ['prices', namespacedEventName('stock')] })
@triggerOnFinish({ flow: 'BranchFlow' })
export class AllEventsFlow extends FlowSpec {
  places!: string[];
  names!: string[];

  @step start() {
    this.places = ['an item of a foreach is told as well'];
    this.next(this.read, { foreach: 'places' });
  }

  @step read() {
    this.names = (current.trigger?.events ?? []).map(({ name, type }) => `${type} ${name}`).sort();
    this.next(this.join);
  }

  @step join(inputs: Inputs<AllEventsFlow>) {
    this.names = inputs[0]!.names;
    this.next(this.end);
  }

  @step end() {}
}
