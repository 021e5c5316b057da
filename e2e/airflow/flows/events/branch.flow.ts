import { FlowSpec, project, step } from '@mf/flow';

/** Deployed on a branch of its project. */
@project({ name: 'events' })
export class BranchFlow extends FlowSpec {
  @step start() {
    this.next(this.end);
  }

  @step end() {}
}
