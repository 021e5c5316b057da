import type { FlowIR } from './flow-ir';
import { unsupportedFeatures } from './capability';
import { backEnds, capabilities, features } from './capability-table';
import type { FlowDescription, ParameterDescription } from './flow-description';
import { sketchFlow } from './testing/sketch-flow';

const branches = { start: 'a, b', a: 'join', b: 'join', 'join(inputs)': 'end', end: '' };
const graphs = {
  linear: { start: 'end', end: '' },
  'static split': branches,
  foreach: { start: 'work foreach items', work: 'join', 'join(inputs)': 'end', end: '' },
  switch: { start: '{small: a, large: b} on size', a: 'end', b: 'end', end: '' },
  recursion: { start: 'again', again: '{more: again, done: end} on state', end: '' },
};

const messages = (...args: Parameters<typeof unsupportedFeatures>) =>
  unsupportedFeatures(...args).map(({ code, message, at }) => `${code} ${at.line} ${message}`);

describe('unsupportedFeatures', () => {
  it.each(Object.entries(graphs))('finds nothing against running a %s locally', (_name, graph) => {
    expect(unsupportedFeatures(sketchFlow(graph as Record<string, string>), 'local')).toEqual([]);
  });

  it.each(Object.entries(graphs))('finds nothing against a %s on Airflow', (_name, graph) => {
    for (const backEnd of ['airflow/process', 'airflow/docker', 'airflow/kubernetes'] as const)
      expect(unsupportedFeatures(sketchFlow(graph as Record<string, string>), backEnd)).toEqual([]);
  });

  it('finds nothing against @kubernetes in pods, and refuses it elsewhere', () => {
    const flow = (): FlowIR => {
      const ir = sketchFlow(graphs.foreach);
      const steps = ir.steps.map((step) => ({ ...step, decorators: [{ name: 'kubernetes', attributes: {} }] }));
      return { ...ir, steps };
    };
    expect(unsupportedFeatures(flow(), 'airflow/kubernetes')).toEqual([]);
    expect(messages(flow(), 'airflow/process').join()).toContain('@kubernetes');
    expect(messages(flow(), 'airflow/docker')[0]).toBe(
      'MF6001 10 The @kubernetes of step start cannot be kept with compute=docker: the step would run in a container of a Docker daemon.',
    );
  });

  describe('of a scheduled flow', () => {
    const scheduled = (parameter: object): Partial<FlowDescription> => ({
      decorators: [{ name: 'schedule', attributes: { daily: true } }],
      parameters: [
        {
          property: 'alpha',
          name: 'alpha',
          type: 'float',
          computedDefault: false,
          required: false,
          help: '',
          ...parameter,
        },
      ],
    });
    const found = (parameter: object, backEnd: (typeof backEnds)[number] = 'airflow/process') => {
      const ir = sketchFlow(graphs.linear, scheduled(parameter));
      return messages({ ...ir, decorators: [{ name: 'schedule', attributes: { daily: true } }] }, backEnd);
    };

    it('refuses a required parameter on Airflow, where nobody could give it', () => {
      expect(found({ required: true })).toEqual([
        expect.stringMatching(/^MF6001 2 A schedule together with the required parameter alpha cannot run: /),
      ]);
      expect(found({ required: true }, 'local')).toEqual([]);
    });

    it('takes parameters that have a value without being given one', () => {
      expect(found({})).toEqual([]);
      expect(found({ required: true, default: 1 })).toEqual([]);
      expect(found({ required: true, computedDefault: true })).toEqual([]);
    });
  });
});

describe('unsupportedFeatures of a flow that events start', () => {
  const day = {
    ...{ property: 'day', name: 'day', type: 'string' as const, computedDefault: false, required: true, help: '' },
  } satisfies ParameterDescription;
  const found = (name: string, attributes: FlowDescription['decorators'][number]['attributes'], isScheduled = false) =>
    messages(
      sketchFlow(graphs.linear, {
        decorators: [{ name, attributes }, ...(isScheduled ? [{ name: 'schedule', attributes: { daily: true } }] : [])],
        parameters: [day],
      }),
      'airflow/process',
    );

  it('takes a required parameter that an event sets', () => {
    expect(found('trigger', { event: 'ready' })).toEqual([]);
    expect(found('trigger', { events: [{ name: 'a', parameters: { day: 'd' } }, 'b'] })).toEqual([]);
  });

  it('refuses one that nobody would set', () => {
    const refusal = expect.stringMatching(
      /^MF6001 2 A trigger that does not set the required parameter day cannot run/,
    );
    expect(found('trigger', { events: ['a', 'b'] })).toEqual([refusal]);
    expect(found('trigger_on_finish', { flow: 'F' })).toEqual([refusal]);
    expect(found('trigger', { event: 'ready' }, true)).toEqual([
      expect.stringContaining('A schedule together with the required parameter day'),
    ]);
  });

  it('refuses options that are for Argo', () => {
    expect(found('trigger', { event: 'ready', options: { reset_at: {} } })).toEqual([
      'MF6001 1 The options of @trigger have no meaning on Airflow: they are for Argo.',
    ]);
    expect(found('exit_hook', { on_error: ['f'], options: { image: 'x' } })).toEqual([
      'MF6001 1 The options of @exitHook have no meaning on Airflow: they are for Argo.',
    ]);
  });

  it.each(['s3://bucket/films/daily', 'data_ready', 'a.b-c/d', 'x:y'])('takes the event %s', (event) => {
    expect(found('trigger', { event })).toEqual([]);
  });

  it.each(['s3://bucket', 's3://bucket/a/', 'S3://bucket/a', 's3://b/a?x=1', 'airflow://a/b', 'zwei wörter', 'ü'])(
    'refuses the event %s, which Airflow would change or refuse',
    (event) => {
      expect(found('trigger', { event })).toEqual([expect.stringContaining('would not be the name of an asset')]);
    },
  );
});

describe('the capability table', () => {
  it('answers for every feature on every back end, and says what to do where the answer is no', () => {
    for (const backEnd of backEnds) {
      for (const feature of features) {
        const support = capabilities[backEnd][feature];
        expect(support).toBeDefined();
        if (support !== 'supported') expect(support.reason && support.advice).toBeTruthy();
      }
    }
  });
});
