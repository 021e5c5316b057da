import { current, FlowSpec, project, step } from '@mf/flow';

/** The golden flow `tagged`, in TypeScript. */
@project({ name: 'goldproj' })
export class Tagged extends FlowSpec {
  proj!: unknown[];

  @step start() {
    this.proj = [
      current.projectName,
      current.branchName,
      current.isUserBranch,
      current.isProduction,
      current.projectFlowName,
    ];
    this.next(this.end);
  }

  @step end() {}
}
