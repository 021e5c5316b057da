import { createHash } from 'node:crypto';
import {
  current,
  exitHook,
  FlowSpec,
  type Inputs,
  kubernetes,
  parameter,
  type RunReference,
  step,
  trigger,
} from '@mf/flow';

async function celebrate(run: RunReference): Promise<void> {
  console.log(`celebrate ${run.pathspec} ${await run.successful}`);
}

async function mourn(run: RunReference): Promise<void> {
  console.log(`mourn ${run.pathspec} ${await run.successful}`);
}

/** Starts by an event, has a step on an image of its own, and calls functions when it is over. */
@trigger({ event: { name: 'pods_ready', parameters: { day: 'date', texts: 'texts' } } })
@exitHook({ onSuccess: [celebrate], onError: [mourn] })
export class InPodsFlow extends FlowSpec {
  day = parameter({ default: 'today' });
  texts = parameter({ type: 'json', default: [] as string[] });
  fails = parameter({ default: false });
  events!: unknown;
  items!: string[];
  image!: string;
  images!: string[];
  connection!: unknown;
  keys!: unknown;

  @step start() {
    this.items = ['a', 'b'];
    this.next(this.work, { foreach: 'items' });
  }

  @kubernetes({ image: 'localhost:5000/mf-e2e:own-node' })
  @step
  work() {
    if (this.fails && this.input === 'a') throw new Error('told to fail');
    this.image = `${this.input as string} on ${process.env['OWN_IMAGE'] ?? 'the image of all'}`;
    this.next(this.join);
  }

  @step join(inputs: Inputs<InPodsFlow>) {
    this.images = inputs.map(({ image }) => image);
    this.next(this.end);
  }

  @step end() {
    this.events = [...(current.trigger?.events ?? [])].map(({ name, type }) => ({ name, type }));
    this.image = process.env['OWN_IMAGE'] ?? 'the image of all';
    // What is secret stays so, in the data as well.
    const { conn_type: type, password } = JSON.parse(process.env['AIRFLOW_CONN_PODS_DATA'] ?? '{}') as {
      conn_type?: string;
      password?: string;
    };
    this.connection = { type, password: hash(password) };
    this.keys = [process.env['AWS_ACCESS_KEY_ID'], process.env['AWS_SECRET_ACCESS_KEY']].map(hash);
  }
}

const hash = (text = ''): string => createHash('sha256').update(text).digest('hex');
