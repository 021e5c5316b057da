import { current, FlowSpec, parameter, step, trigger } from '@mf/flow';

/** Starts by an event of somebody else, which brings values of parameters. */
@trigger({ event: { name: 'data_ready', parameters: { day: 'date', texts: 'texts', ratio: 'ratio' } } })
export class OnEventFlow extends FlowSpec {
  day = parameter({ type: 'string', required: true });
  texts = parameter({ type: 'json', default: [] as string[] });
  ratio = parameter({ default: 0.5 });
  count = parameter({ default: 1 });
  events!: unknown;

  @step start() {
    this.events = [...(current.trigger?.events ?? [])].map(({ name, type }) => ({ name, type }));
    this.next(this.end);
  }

  @step end() {
    console.log('day is', this.day);
  }
}
