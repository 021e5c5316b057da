import { airflowS3KeySensor, FlowSpec, step } from '@mf/flow';

/** Needs a package that the Airflow of the tests does not have. */
@airflowS3KeySensor({ bucketKey: 's3://films/{{ ds }}/done', wildcardMatch: true })
export class NeedsS3Flow extends FlowSpec {
  @step start() {
    this.next(this.end);
  }

  @step end() {}
}
