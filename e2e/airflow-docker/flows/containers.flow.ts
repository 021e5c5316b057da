import { current, environment, FlowSpec, type Inputs, parameter, resources, retry, step, timeout } from '@mf/flow';

/** A loop over a parameter, with a step that fails in its first attempt, and a switch. */
export class ContainersFlow extends FlowSpec {
  words = parameter({ default: ['a', 'b'], separator: ',' });
  doubled!: string;
  attempt!: number;
  all!: string[];
  way!: string;

  /** Reads nothing that a container does not have. */
  @environment({ vars: { GREETING: "it's {{ 7*7 }}" } })
  @step
  start() {
    const { host, password } = JSON.parse(process.env['AIRFLOW_CONN_WAREHOUSE'] ?? '{}') as Record<string, string>;
    console.log(`${process.env['GREETING']} ${this.words.length} ${host} ${password?.length}`);
    this.next(this.double, { foreach: 'words' });
  }

  @retry({ times: 1, minutesBetweenRetries: 0 })
  @resources({ cpu: 0.5, memory: 400, sharedMemory: 32 })
  @timeout({ minutes: 5 })
  @step
  double() {
    this.attempt = current.retryCount;
    if (this.input === 'b' && this.attempt === 0) throw new Error('b fails at first');
    this.doubled = `${String(this.input)}${String(this.input)}`;
    this.next(this.join);
  }

  @step join(inputs: Inputs<ContainersFlow>) {
    this.all = inputs.map(({ doubled, attempt }) => `${doubled}${attempt}`);
    this.next(this.decide);
  }

  @step decide() {
    this.way = this.all.length > 2 ? 'many' : 'few';
    this.next({ many: this.many, few: this.few }, { condition: 'way' });
  }

  @step many() {
    this.next(this.end);
  }

  @step few() {
    this.next(this.end);
  }

  @step end() {
    console.log(`${this.way}: ${this.all.join()}`);
  }
}
