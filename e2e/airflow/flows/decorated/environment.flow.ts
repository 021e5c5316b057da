import { environment, FlowSpec, secrets, step } from '@mf/flow';
import { hostileTexts } from '../hostile-texts.js';

const names = hostileTexts.map((_text, index) => `TEXT_${index}`);
const vars = Object.fromEntries(hostileTexts.map((text, index) => [`TEXT_${index}`, text]));

/** Variables that templates and shells would change, and secrets that a function gives. */
export class EnvironmentFlow extends FlowSpec {
  texts!: (string | undefined)[];
  length!: number;

  @environment({ vars: { ...vars, WORKERS: 4, DEBUG: true } })
  @step
  start() {
    this.texts = [...names, 'WORKERS', 'DEBUG'].map((name) => process.env[name]);
    this.next(this.end);
  }
  @secrets({ sources: [() => ({ PASSWORD: '{{ 7*7 }}$(id)' })] })
  @step
  end() {
    this.length = process.env['PASSWORD']!.length;
    console.log(process.env['TEXT_0'] === undefined, this.length);
  }
}
