import { current, FlowSpec, parameter, project, step } from '@mf/flow';

/** Says which deployment of it has run. */
@project({ name: 'shop' })
export class ShopFlow extends FlowSpec {
  rows = parameter({ type: 'int', default: 1 });
  where?: string;

  @step start() {
    this.where = `${current.branchName} ${this.rows} ${process.env['METAFLOW_PRODUCTION_TOKEN']}`;
    this.next(this.end);
  }

  @step end() {}
}
