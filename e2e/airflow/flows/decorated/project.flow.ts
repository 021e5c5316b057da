import { current, FlowSpec, project, step } from '@mf/flow';

/** Belongs to a branch of a project, and has tags that nobody should render. */
@project({ name: 'proof' })
export class ProjectFlow extends FlowSpec {
  facts!: unknown[];

  @step start() {
    this.facts = [current.projectName, current.branchName, current.projectFlowName, current.isProduction];
    this.next(this.end);
  }
  @step end() {
    this.facts = [...this.facts, [...current.tags].filter((tag) => !tag.includes(':')).sort(), current.flowName];
    this.facts = [...this.facts, current.stepName, current.retryCount, current.isRunningFlow, current.parameters];
    console.log(JSON.stringify(this.facts));
  }
}
