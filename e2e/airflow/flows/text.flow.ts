import { FlowSpec, parameter, step } from '@mf/flow';
import { hostileTexts } from './hostile-texts.js';

/** Takes "text" as it is: {{ 7*7 }}, {% raw %}, $(id), \ and `backticks`. */
export class TextFlow extends FlowSpec {
  texts = parameter({ type: 'json', default: hostileTexts });
  hint = parameter({ default: '{{ 7*7 }}.sh', help: hostileTexts.join(' ') });
  ordered = parameter({ type: 'json', default: { z: 1, a: 2 } });
  ratio = parameter({ default: 0.5 });
  count = parameter({ default: 3, type: 'int' });
  flag = parameter({ default: true });
  nothing = parameter({ type: 'string' });
  mode = parameter({ default: 'fast', choices: ['fast', 'slow'] });

  /** Says {{ 7*7 }}. */
  @step start() {
    console.log('{{ 7*7 }} $(id) ☃');
    this.next(this.end);
  }

  @step end() {}
}
