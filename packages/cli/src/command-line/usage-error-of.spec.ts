import { processIo } from '../command-io';
import { mf } from '../mf';
import { catchOutput } from '../report/flow-outcome';

test.each([
  ['tag', "the name of a command is missing\n  See 'mf tag --help'."],
  ['list', "missing required argument 'file'\n  See 'mf list --help'."],
  ['kubernetes list', "missing required argument 'file'\n  See 'mf kubernetes list --help'."],
  ['metadata pull', "missing required argument 'file'\n  See 'mf metadata pull --help'."],
  ['rnu x.flow.ts', "unknown command 'rnu'\n  (Did you mean run?)\n  See 'mf --help'."],
  ['airflow creat', "unknown command 'creat'\n  (Did you mean create?)\n  See 'mf airflow --help'."],
  ['check x.flow.ts --nope', "unknown option '--nope'\n  See 'mf check --help'."],
])('mf %s says where help is', async (words, message) => {
  const { io, text } = catchOutput({ ...processIo(), env: {} });
  expect(await mf(words.split(' '), io)).toBe(1);
  expect(text()).toBe(`error MF2001 ${message}\n`);
});
