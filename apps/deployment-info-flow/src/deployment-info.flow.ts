import { type DeployTimeContext, FlowSpec, parameter, step } from '@mf/flow';

interface DeploymentInfo {
  who: string;
  when: string;
}

function deploymentInfo(context: DeployTimeContext): DeploymentInfo {
  return { who: context.userName, when: new Date().toISOString() };
}

/** Remembers who deployed it and when: the default is computed once, at `airflow create` or when a local run starts. */
export class DeploymentInfoFlow extends FlowSpec {
  info = parameter({ name: 'deployment_info', type: 'json', default: deploymentInfo });

  /** Tell about the deployment. */
  @step start() {
    console.log(`This flow was deployed at ${this.info.when} by ${this.info.who}`);
    this.next(this.end);
  }

  @step end() {}
}
