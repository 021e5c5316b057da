import { airflowS3KeySensor, FlowSpec, step } from '@mf/flow';

/** Waits for an object of its day, which an Airflow can only with the package for S3. */
@airflowS3KeySensor({
  bucketKey: 's3://flows/films/{{ ds }}/done*',
  wildcardMatch: true,
  mode: 'poke',
  pokeInterval: 2,
})
export class AwaitsS3Flow extends FlowSpec {
  @step start() {
    this.next(this.end);
  }

  @step end() {}
}
