import type { DecoratorIR, FlowIR, StepIR } from '../flow-ir';
import type { Json } from '../json';
import { decoratorDefaults } from '../step-decorators/decorator-defaults';
import type { PlannedSensor, Queueing } from './plan';

/** How the scheduler queues the tasks of a step, as far as its `@airflow` says; undefined without one. */
export function stepQueueing({ decorators }: Pick<StepIR, 'decorators'>): Queueing | undefined {
  return queueing(decorators);
}

/** What `@airflow` says of the whole flow. */
export function flowAirflow({ decorators }: FlowIR): {
  readonly queueing?: Queueing;
  readonly runTimeoutSeconds?: number;
  readonly maxActiveRuns?: number;
} {
  const found = queueing(decorators);
  const { run_timeout_seconds: runTimeoutSeconds, max_active_runs: maxActiveRuns } = attributesOf(decorators);
  return {
    ...(found && { queueing: found }),
    ...(typeof runTimeoutSeconds === 'number' && { runTimeoutSeconds }),
    ...(typeof maxActiveRuns === 'number' && { maxActiveRuns }),
  };
}

/** What a run waits for before its first task, in the order of the source. */
export function planSensors({ decorators }: FlowIR): PlannedSensor[] {
  const sensors = decorators.filter(({ name }) => name in sensorKinds);
  const taken = new Set(
    sensors.flatMap(({ attributes }) => [attributes['name']].filter((name) => typeof name === 'string')),
  );
  return sensors.map((decorator) => {
    const given = Object.fromEntries(Object.entries(decorator.attributes).filter(([, value]) => value !== null));
    const { name, description, ...options } = { ...decoratorDefaults[decorator.name], ...given };
    const kind = sensorKinds[decorator.name as keyof typeof sensorKinds];
    return {
      name:
        typeof name === 'string'
          ? name
          : newName(kind === 'external task' ? options['external_dag_id'] : options['bucket_key'], taken),
      kind,
      ...(typeof description === 'string' && { description }),
      options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null)),
    };
  });
}

const sensorKinds = { airflow_external_task_sensor: 'external task', airflow_s3_key_sensor: 's3 key' } as const;

/** Says what it waits for. Steps have no dash in their names. */
function newName(target: Json | undefined, taken: Set<string>): string {
  const text = String([target].flat()[0]).replace(/[^A-Za-z0-9_.]+/g, '-');
  const base = `wait-for-${text}`.slice(0, 200).replace(/-+$/, '');
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
  taken.add(name);
  return name;
}

function queueing(decorators: readonly DecoratorIR[]): Queueing | undefined {
  const { pool, pool_slots: poolSlots, queue, priority_weight: priorityWeight } = attributesOf(decorators);
  const found = {
    ...(typeof pool === 'string' && { pool }),
    ...(typeof poolSlots === 'number' && { poolSlots }),
    ...(typeof queue === 'string' && { queue }),
    ...(typeof priorityWeight === 'number' && { priorityWeight }),
  };
  return Object.keys(found).length > 0 ? found : undefined;
}

function attributesOf(decorators: readonly DecoratorIR[]): DecoratorIR['attributes'] {
  return decorators.find(({ name }) => name === 'airflow')?.attributes ?? {};
}
