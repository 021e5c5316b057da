import { airflow, airflowExternalTaskSensor, FlowSpec, step } from '@mf/flow';

/** Waits for a run of another DAG before it starts, in a pool of the site. */
@airflowExternalTaskSensor({
  externalDagId: 'SingleStepFlow',
  externalTaskIds: ['train'],
  // Airflow's scheduler fails a sensor that comes back before it has read that it went: one turn takes seconds when it is busy.
  pokeInterval: 20,
  exponentialBackoff: false,
  timeout: 240,
  description: "it's {{ a }} run of the same time",
})
@airflow({ pool: 'default_pool', priorityWeight: 3, runTimeout: { minutes: 20 }, maxActiveRuns: 4 })
export class QueuedFlow extends FlowSpec {
  at!: number;

  @airflow({ poolSlots: 2, queue: 'default' })
  @step
  start() {
    this.at = 1;
    this.next(this.end);
  }

  @step end() {}
}
