/** Flows of the Airflow suite that run in pods here: every shape and decorator that a scheduler has to do with, a third of them all. */
export const flows = {
  ParameterFlow: 'apps/parameter-flow/src/parameter.flow.ts',
  DebugFlow: 'apps/debug-flow/src/debug.flow.ts',
  ParamsFlow: 'e2e/airflow/flows/params.flow.ts',
  MergeFlow: 'e2e/airflow/flows/shapes/merge.flow.ts',
  BodyFlow: 'e2e/airflow/flows/shapes/body.flow.ts',
  SizesFlow: 'e2e/airflow/flows/shapes/sizes.flow.ts',
  NestedFlow: 'e2e/airflow/flows/shapes/nested.flow.ts',
  SwitchesFlow: 'e2e/airflow/flows/shapes/switches.flow.ts',
  RoundsFlow: 'e2e/airflow/flows/shapes/rounds.flow.ts',
  RetriesFlow: 'e2e/airflow/flows/decorated/retries.flow.ts',
  CaughtFlow: 'e2e/airflow/flows/decorated/caught.flow.ts',
  TooLateFlow: 'e2e/airflow/flows/decorated/too-late.flow.ts',
  EnvironmentFlow: 'e2e/airflow/flows/decorated/environment.flow.ts',
} as const;
export type FlowName = keyof typeof flows;
