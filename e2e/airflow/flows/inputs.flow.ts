import { config, FlowSpec, includeFile, parameter, step } from '@mf/flow';

const settings = config('settings', { defaultValue: { rows: 1, text: 'default' } });

/** Takes in a file, a config, and numbers that JSON alone does not tell apart. */
export class InputsFlow extends FlowSpec {
  settings = settings;
  table = includeFile({ default: './inputs.txt', help: 'Lines' });
  logo = includeFile({ isText: false });
  big = parameter({ default: 2n ** 64n });
  info = parameter({ type: 'json', default: '{"rate": 2.0, "big": 9223372036854775807}' });
  names = parameter({ default: ['a', 'b'], separator: ',' });
  regions = parameter({ default: ['eu', 'us.east'], separator: ',', choices: ['eu', 'us.east', "it's {{ x }}"] });
  seen!: unknown[];

  @step start() {
    this.seen = [this.table, this.logo, this.big + 1n, this.names, settings.rows, settings.text];
    this.next(this.end);
  }
  @step end() {
    console.log(`${this.table.split('\n').length} lines, ${this.settings.rows} rows`);
  }
}
