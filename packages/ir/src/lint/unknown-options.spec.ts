import { sketchFlow } from '../testing/sketch-flow';
import { lint } from './lint';

const unknown = (given: string, ...known: string[]) => ({ unknownOptions: { given: [given], known } });

test('options that there are not are told with those that there are, and a close one', () => {
  const ir = sketchFlow(
    { start: 'end', end: '' },
    {
      steps: {
        start: [{ name: 'catch', attributes: {}, ...unknown('print_exception', 'var', 'printException') }],
        end: [],
      },
      decorators: [
        { name: 'trigger_on_finish', attributes: { flow: 'A' }, ...unknown('x', 'flow', 'flows', 'options') },
      ],
      parameters: [
        {
          ...{ property: 'p', name: 'p', type: 'int', computedDefault: false, required: false, help: '' },
          ...unknown('defalt', 'default', 'help'),
        },
      ],
      configs: [{ name: 'c', help: '', required: false, json: null, ...unknown('parsr', 'parser') }],
    },
  );
  const told = lint(ir).map(({ code, message, advice }) => `${code} ${message} ${advice}`);
  expect(told.filter((one) => /MF1309|MF1326|MF1408/.test(one)).sort()).toEqual([
    'MF1309 Parameter p has the option defalt, which there is not. Did you mean default? Use default or help, or leave it out.',
    'MF1326 Config c has the option parsr, which there is not. Did you mean parser? Use parser, or leave it out.',
    'MF1408 The @catchError of step start has the option print_exception, which there is not. Did you mean printException? Use var or printException, or leave it out.',
    'MF1408 The @triggerOnFinish of flow SketchFlow has the option x, which there is not. Use flow, flows or options, or leave it out.',
  ]);
});
