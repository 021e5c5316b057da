import { unsupportedFeatures } from './capability';
import { backEnds, capabilities, features } from './capability-table';
import type { FlowDescription } from './flow-description';
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
    expect(unsupportedFeatures(sketchFlow(graph as Record<string, string>), 'airflow/process')).toEqual([]);
  });

  it('says of a way of computing that is not built yet just that', () => {
    expect(messages(sketchFlow(graphs.foreach), 'airflow/kubernetes')).toEqual([
      'MF6001 1 Running a flow on Airflow with compute=kubernetes comes with a later version.',
    ]);
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
