import { type Plan, type PlannedTask, tasksOf } from '@mf/ir';
import type { Deployment } from './deployment';
import { printDag } from './print-dag';
import { hostileStrings } from './testing/hostile-strings';
import { namesLeftOver } from './testing/names-left-over';
import { readDag } from './testing/read-dag';
import { IllFormedTextError } from './well-formed';
import { planOf } from './testing/plan-of';
import { sketchDeployment } from './testing/sketch-deployment';
import { noRetry, sketchLine, sketchParameter, sketchPlan } from './testing/sketch-plan';

const changed = (plan: Plan, change: (task: PlannedTask, index: number) => Partial<PlannedTask>): Plan => ({
  ...plan,
  parts: tasksOf(plan).map((task, index) => ({ ...task, ...change(task, index) })),
});

const start = (plan: Plan, change: Partial<PlannedTask>): Plan =>
  changed(plan, ({ name }) => (name === 'start' ? change : {}));

describe('the printed file', () => {
  const everything = start(
    sketchPlan(
      {
        start: [],
        byGenre: ['start'],
        byDecade: ['start'],
        join: ['byDecade', 'byGenre'],
        end: ['join'],
      },
      {
        flow: 'MovieStatsFlow',
        doc: 'What 3,201 films tell.\n\nTwo branches, "one" table.',
        schedule: { cron: '0 10 * * MON-FRI', timezone: 'Europe/Berlin' },
        maxWorkers: 500,
        parameters: [
          sketchParameter({ name: 'min-votes', type: 'int', default: 1000, help: 'Leave out films with fewer votes' }),
          sketchParameter({ name: 'table', type: 'string', default: 'small', choices: ['small', 'large'] }),
          sketchParameter({ name: 'since', type: 'json', computedDefault: true }),
        ],
      },
    ),
    { doc: 'Loads the films.', retry: { times: 2, minutesBetween: 0.5 } },
  );
  const sketches: Record<string, string> = {
    minimal: printDag(sketchLine(2), sketchDeployment),
    everything: printDag(everything, {
      ...sketchDeployment,
      dagId: 'team.movie-stats',
      parameterDefaults: { since: { year: 1990, by: ['ana', 'it\'s "me"'] } },
      tags: ['nightly', 'team:films'],
    }),
    guarded: printDag(
      changed(
        sketchLine(3, { with: [{ name: 'environment', attributes: { vars: { A: "it's {{ b }}" } } }] }),
        ({ name }) => ({
          ...(name === 'start' && { timeoutSeconds: 0.5, retry: { times: 1, minutesBetween: 2 } }),
          ...(name === 'step_1' && { timeoutSeconds: 3600, fallbacks: 3 }),
        }),
      ),
      sketchDeployment,
    ),
    project: printDag(sketchLine(3), {
      ...sketchDeployment,
      dagId: 'fraud.user.ada.SketchFlow',
      projectBranch: 'user.ada {{ x }}',
      namespace: 'production:token',
    }),
    'wide and long': printDag(
      sketchPlan({
        start: [],
        ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`branch_${index}`, ['start']])),
        join: Array.from({ length: 12 }, (_, index) => `branch_${index}`),
        ...Object.fromEntries(
          Array.from({ length: 12 }, (_, index) => [`after_${index}`, [index ? `after_${index - 1}` : 'join']]),
        ),
        lambda: ['after_11'],
        end: ['lambda'],
      }),
      sketchDeployment,
    ),
    foreach: printDag(
      planOf({ start: 'work foreach items', work: 'join', 'join(inputs)': 'end', end: '' }),
      sketchDeployment,
    ),
    'nested foreach': printDag(
      planOf({
        start: 'split foreach xs',
        split: 'work foreach ys',
        work: 'inner',
        'inner(inputs)': 'outer',
        'outer(inputs)': 'end',
        end: '',
      }),
      sketchDeployment,
    ),
    'events and hooks': printDag(
      {
        ...planOf({ start: 'a, b', a: 'join', b: 'join', 'join(inputs)': 'end', end: '' }),
        schedule: { cron: '0 5 * * *' },
        events: [
          { name: 'it\'s "ready" {{ x }}', type: 'event', parameters: { day: 'date' } },
          { name: 'metaflow.fraud.prod.TrainFlow.end', type: 'run', parameters: {} },
        ],
        parameters: [sketchParameter({ name: 'day', required: true })],
        exitHooks: {
          after: ['a', 'b', 'end'],
          hooks: [
            { name: 'on-success-tell', end: 'success', index: 0 },
            { name: 'on-error-tell', end: 'error', index: 0 },
          ],
        },
      },
      { ...sketchDeployment, dagId: 'büro', namespace: 'production:token' },
    ),
    'sensors and pools': printDag(
      sketchLine(2, {
        sensors: [
          {
            name: 'wait-for-load',
            kind: 'external task',
            description: "it's early",
            options: { timeout: 60, external_dag_id: 'load', execution_delta: 3600, check_existence: true },
          },
          { name: 'wait-for-s3', kind: 's3 key', options: { bucket_key: 's3://films/{{ ds }}', timeout: 60 } },
        ],
        queueing: { pool: 'gpu "A"', priorityWeight: 3 },
        runTimeoutSeconds: 90.5,
        maxActiveRuns: 2,
      }),
      sketchDeployment,
    ),
    switch: printDag(
      planOf({ start: '{small: a, large: b} on size', a: 'merge', b: 'end', merge: 'end', end: '' }),
      sketchDeployment,
    ),
    'switch before inner foreach': printDag(
      planOf({
        start: 'pick foreach xs',
        pick: '{one: merge, many: split} on kind',
        split: 'work foreach ys',
        work: 'inner',
        'inner(inputs)': 'merge',
        merge: 'outer',
        'outer(inputs)': 'end',
        end: '',
      }),
      sketchDeployment,
    ),
    loop: printDag(
      planOf({
        start: 'train',
        train: 'judge',
        judge: '{again: train, done: end, bad: report} on verdict',
        report: 'end',
        end: '',
      }),
      sketchDeployment,
    ),
  };

  it.each(Object.entries(sketches))(
    '%s: brings along all that it uses and nothing else, in 100 columns',
    (_name, source) => {
      expect(namesLeftOver(source)).toEqual({ undefined: [], unused: [] });
      expect(source.split('\n').filter((line) => line.length > 100)).toEqual([]);
    },
  );

  it.each([
    [2, 2048 + 2 * 410],
    [10, 2048 + 10 * 410],
    [50, 2048 + 50 * 410],
  ])('of %i steps has at most 2 KB and 0.4 KB for each step', (count, most) => {
    const plan = sketchLine(count, { doc: 'A flow.', parameters: [sketchParameter({ type: 'float', default: 0.01 })] });
    const retried = changed(plan, () => ({ retry: { times: 3, minutesBetween: 2 } }));
    expect(Buffer.byteLength(printDag(retried, sketchDeployment))).toBeLessThanOrEqual(most);
  });

  it('depends on nothing but its input', () => {
    const [first, second] = [sketchDeployment, { ...sketchDeployment }].map((each) => printDag(sketchLine(5), each));
    expect(first).toBe(second);
    expect(first).not.toMatch(new RegExp(`${process.cwd()}|${new Date().getFullYear()}`));
  });
});

describe('text of a user', () => {
  const hostile = hostileStrings.filter((text) => !/\p{Cs}/u.test(text));
  const plan = start(
    sketchLine(2, {
      doc: hostile.join(' '),
      parameters: hostile.map((text, index) =>
        sketchParameter({ name: `${index}${text}`, help: text, default: text, choices: [text, 'other'] }),
      ),
    }),
    { doc: hostile.join('|') },
  );
  const tags = hostile.map((text) => `${text}!`);
  const source = printDag(plan, { ...sketchDeployment, startFile: 'it\'s "a" \\ {{ bundle }}.mjs', tags });
  const read = readDag(source);

  it('is in the file as it was given', () => {
    expect(read.dag['doc_md']).toContain(plan.doc);
    expect(read.tasks[0]?.['doc_md']).toBe(tasksOf(plan)[0]?.doc);
    expect(read.tags).toEqual(tags);
    expect(read.params).toEqual(
      Object.fromEntries(
        hostile.map((text, index) => [
          `${index}${text}`,
          {
            default: text,
            type: 'string',
            enum: [...new Set([text, 'other'])],
            ...(text !== '' && { description: text }),
          },
        ]),
      ),
    );
    expect(read.bundle).toContain('.with_name');
  });

  it('is in no field that Airflow renders', () => {
    expect(read.tasks).toEqual([
      { name: 'start', pre_execute: 'parameters', doc_md: read.tasks[0]?.['doc_md'] },
      { name: 'end', outlets: '[FINISHED]', post_execute: 'finished' },
    ]);
    tags.forEach((_, index) => {
      expect(source).toContain(`"TAG_${index}": "{{ tags[${index}] }}",`);
      expect(source).toContain(`    command += ' --tag "$TAG_${index}"'`);
    });
  });

  it.each<[string, Partial<Plan>]>([
    ['doc', { doc: 'cut \ud83d' }],
    ['parameter', { parameters: [sketchParameter({ default: 'cut \ud83d' })] }],
    ['parameter', { parameters: [sketchParameter({ type: 'json', default: [{ '\udc00': 1 }] })] }],
    ['parameter', { parameters: [sketchParameter({ help: '\\\udfff' })] }],
  ])('of a %s that is not well-formed is refused, since Airflow 3 would lose the DAG', (_what, change) => {
    expect(() => printDag(sketchLine(2, change), sketchDeployment)).toThrow(IllFormedTextError);
    const evaluated = { ...sketchDeployment, parameterDefaults: { alpha: '\ud800' } };
    expect(() => printDag(sketchLine(2), evaluated)).toThrow('the default of parameter alpha has a lone surrogate');
  });

  it('that ends like the name of a file is not taken for one', () => {
    const { doc_md: doc } = readDag(printDag(sketchLine(2, { doc: 'See README.md' }), sketchDeployment)).dag;
    expect(doc).toMatch(/^See README\.md\n[^]*\.$/);
  });
});

describe('the DAG', () => {
  const dag = (plan: Partial<Plan>, change: Partial<Deployment> = {}) =>
    readDag(printDag(sketchLine(2, plan), { ...sketchDeployment, ...change })).dag;

  it('runs only on demand without a schedule, and is never paused', () => {
    const found = dag({});
    expect(found).toMatchObject({
      dag_id: 'SketchFlow',
      schedule: null,
      is_paused_upon_creation: false,
      max_active_tasks: 100,
      default_args: { retries: 0 },
    });
    expect(found).not.toHaveProperty('start_date');
  });

  it('begins anywhere in the past where it has a schedule, and is never caught up', () => {
    expect(dag({ schedule: { cron: '@hourly' } })).toMatchObject({
      start_date: "pendulum.datetime(2024, 1, 1, tz='UTC')",
      catchup: false,
    });
  });

  it('takes schedule, time zone and workers of the plan', () => {
    expect(dag({ schedule: { cron: '@hourly' } })).toMatchObject({ schedule: '@hourly' });
    expect(dag({ schedule: { cron: '0 5 * * *', timezone: 'Asia/Tokyo' }, maxWorkers: 7 })).toMatchObject({
      schedule: '0 5 * * *',
      start_date: "pendulum.datetime(2024, 1, 1, tz='Asia/Tokyo')",
      max_active_tasks: 7,
    });
  });
});

describe('what others hear of a run', () => {
  const last = (dagId: string) => readDag(printDag(sketchLine(3), { ...sketchDeployment, dagId })).tasks.at(-1);

  it('is told by the last task', () => {
    expect(last('SketchFlow')).toMatchObject({ outlets: '[FINISHED]', post_execute: 'finished' });
  });

  it('is an asset that both Airflows can hold', () => {
    expect(printDag(sketchLine(2), { ...sketchDeployment, dagId: 'büro' })).toContain(
      'FINISHED = Asset("metaflow.b%C3%BCro.end")',
    );
  });
});

describe('events', () => {
  const event = { name: 'ready', type: 'event', parameters: { day: 'date' } } as const;
  const read = (plan: Partial<Plan>) =>
    readDag(printDag(sketchLine(2, { events: [event], ...plan }), sketchDeployment));

  it('start runs alone, or beside the clock', () => {
    expect(read({}).dag['schedule']).toBe("[Asset('ready')]");
    expect(read({ schedule: { cron: '@daily', timezone: 'Asia/Tokyo' } }).dag['schedule']).toBe(
      "AssetOrTimeSchedule(timetable=CronTriggerTimetable('@daily', timezone='Asia/Tokyo'), **{KIND + 's': [Asset('ready')]})",
    );
  });

  it('may set required parameters, which are null until then', () => {
    const day = sketchParameter({ name: 'day', required: true });
    const size = sketchParameter({ name: 'size', required: true });
    expect(read({ parameters: [day, size] }).params).toEqual({
      day: { default: null, type: ['string', 'null'] },
      size: { type: 'string' },
    });
  });
});

describe('retries', () => {
  const tasks = (...times: number[]) => {
    const plan = changed(sketchLine(times.length), (_task, index) => ({
      retry: { times: times[index] ?? 0, minutesBetween: 2 },
    }));
    const { dag, tasks: read } = readDag(printDag(plan, sketchDeployment));
    return [dag['default_args'], ...read.map(({ retries }) => retries)];
  };

  it('that most steps have are the default, and the others say theirs', () => {
    expect(tasks(0, 0, 3)).toEqual([{ retries: 0 }, undefined, undefined, 3]);
    expect(tasks(3, 0, 3)).toEqual(["{'retries': 3, 'retry_delay': timedelta(minutes=2)}", undefined, 0, undefined]);
  });

  it('are none by default where the site would have some', () => {
    expect(tasks(0, 0)).toEqual([{ retries: 0 }, undefined, undefined]);
  });

  it('of a step come with their delay', () => {
    const plan = start(sketchLine(3), { retry: { times: 1, minutesBetween: 0.5 } });
    expect(readDag(printDag(plan, sketchDeployment)).tasks[0]).toEqual({
      name: 'start',
      retries: 1,
      retry_delay: 'timedelta(minutes=0.5)',
    });
    expect(tasksOf(plan)[1]?.retry).toEqual(noRetry);
  });
});

describe('what tasks do by themselves', () => {
  const read = (change: Partial<PlannedTask>) => readDag(printDag(start(sketchLine(3), change), sketchDeployment));

  it('is cut off by Airflow only when a task cannot keep its own time', () => {
    const { tasks, imports } = read({ timeoutSeconds: 90 });
    expect(tasks[0]).toEqual({ name: 'start', execution_timeout: 'timedelta(seconds=390)' });
    expect(tasks[1]).toEqual({ name: 'step_1' });
    expect(imports).toContain('from datetime import timedelta');
  });

  it('with @catch has the attempts that it adds, and is told which is the last of its own code', () => {
    const { tasks, dag } = read({ fallbacks: 2, retry: { times: 3, minutesBetween: 1 } });
    expect(tasks[0]).toMatchObject({
      options: ' --max-user-code-retries {{ ti.max_tries - 2 }}',
      retries: 5,
      retry_delay: 'timedelta(minutes=1)',
    });
    expect(dag['default_args']).toEqual({ retries: 0 });
  });

  it('by --with is said through a macro, which Airflow does not render again', () => {
    const added = [{ name: 'environment', attributes: { vars: { A: '{{ b }} "c" $D' } } }];
    const source = printDag(sketchLine(2, { with: added }), sketchDeployment);
    expect(source).toContain('"MF_WITH": "{{ WITH }}"');
    expect(source).toContain(`command += ' --with "$MF_WITH"'`);
    expect(readDag(source).dag['user_defined_macros']).toContain("'WITH': WITH");
    expect(printDag(sketchLine(2), sketchDeployment)).not.toContain('WITH');
  });

  it('stands in a variable itself where Airflow would leave it as it is', () => {
    const source = printDag(sketchLine(2), { ...sketchDeployment, productionToken: 'sketchflow-0-abcd' });
    expect(source).toContain('"METAFLOW_PRODUCTION_TOKEN": "sketchflow-0-abcd"');
    expect(source).not.toContain('TOKEN =');
    const file = printDag(sketchLine(2), { ...sketchDeployment, productionToken: 'deploy.sh' });
    expect(file).toContain('"METAFLOW_PRODUCTION_TOKEN": "{{ TOKEN }}"');
    expect(file).toContain('TOKEN = "deploy.sh"');
  });
});
