/** A DAG id was given for several flows. */
export class SeveralFlowsOneNameError extends Error {
  readonly code = 'MF7007';
  readonly advice = 'Choose a flow by its configuration, or leave --name out: each DAG then has the name of its flow.';

  constructor(name: string, flows: number) {
    super(`--name=${name} is for one flow, and the project has ${flows}`);
    this.name = 'SeveralFlowsOneNameError';
  }
}
