import { FlowSpec, step } from '@mf/flow';

/** Ends with the exit code that Airflow's BashOperator takes for "skipped" by default. */
export class Exit99Flow extends FlowSpec {
  @step start() {
    if (process.argv.length > 0) process.exit(99);
    this.next(this.end);
  }

  @step end() {}
}
