import { FlowSpec, schedule, step } from '@mf/flow';

/** Runs every hour once it is deployed. */
@schedule({ hourly: true })
export class HourlyFlow extends FlowSpec {
  /** Tell the time. */
  @step start() {
    console.log(`time is ${new Date().toISOString()}`);
    this.next(this.end);
  }

  @step end() {}
}
