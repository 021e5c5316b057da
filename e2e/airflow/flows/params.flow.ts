import { FlowSpec, parameter, step } from '@mf/flow';

/** Parameters of every type. */
export class ParamsFlow extends FlowSpec {
  needed = parameter({ type: 'string', required: true, title: 'What {{ is }} needed', help: 'Has "no" {{ default }}' });
  count = parameter({ default: 3, type: 'int' });
  ratio = parameter({ default: 0.5 });
  flag = parameter({ default: true });
  large = parameter({ default: 10n });
  mode = parameter({ default: 'fast', choices: ['fast', "it's {{ slow }}"] });
  level = parameter({ type: 'int', choices: [1, 2] });
  info = parameter<unknown>({ type: 'json', default: { rate: 1, names: ['a'] } });
  names = parameter({ default: ['a', 'b'], separator: ',' });
  maybe = parameter({ type: 'int' });
  types!: string[];

  @step start() {
    const values = [this.needed, this.count, this.ratio, this.flag, this.large, this.mode, this.level];
    this.types = [...values, this.info, this.names, this.maybe].map((value) =>
      value === null ? 'null' : typeof value,
    );
    this.next(this.end);
  }

  @step end() {
    console.log(this.types.join());
  }
}
