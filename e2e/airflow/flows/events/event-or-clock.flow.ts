import { current, FlowSpec, schedule, step, trigger } from '@mf/flow';

/** Starts by an event, and by the clock. */
@schedule({ cron: '0 5 1 1 *', timezone: 'Europe/Berlin' })
@trigger({ event: 'hurry' })
export class EventOrClockFlow extends FlowSpec {
  isByEvent!: boolean;

  @step start() {
    this.isByEvent = current.trigger !== null;
    this.next(this.end);
  }

  @step end() {}
}
