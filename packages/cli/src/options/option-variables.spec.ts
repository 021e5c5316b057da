import { Command } from 'commander';
import { takeOptionVariables } from './option-variables';
import { commonOptions } from './shared-options';
import { UsageError } from './usage-error';

function given(words: string, env: Record<string, string>, name = 'run') {
  const command = new Command(name).exitOverride().action(() => undefined);
  for (const option of commonOptions()) command.addOption(option);
  takeOptionVariables(command, env);
  return command.parse(words.split(' ').filter(Boolean), { from: 'user' }).opts();
}

test('a variable counts where its option is not given', () => {
  const env = {
    ...{ METAFLOW_RUN_MAX_WORKERS: '3', METAFLOW_RUN_MAX_NUM_SPLITS: '500', METAFLOW_RUN_MAX_LOG_SIZE: '1' },
    ...{ METAFLOW_RUN_ISOLATION: 'module', METAFLOW_RUN_TAGS: ' a  b:c ', METAFLOW_RUN_USER_NAMESPACE: '' },
    METAFLOW_RUN_RUN_ID_FILE: 'id',
  };
  expect(given('', env)).toMatchObject({
    ...{ maxWorkers: 3, maxNumSplits: 500, maxLogSize: 1, isolation: 'module', tag: ['a', 'b:c'] },
    ...{ namespace: '', runIdFile: 'id' },
  });
  expect(given('--max-workers 16 --tag d --namespace n', env)).toMatchObject({
    ...{ maxWorkers: 16, maxNumSplits: 500, tag: ['d'], namespace: 'n' },
  });
  expect(given('', env, 'resume')).toMatchObject({ maxWorkers: 16, tag: [] });
  expect(given('', { METAFLOW_RESUME_MAX_WORKERS: '2' }, 'resume')).toMatchObject({ maxWorkers: 2 });
});

test.each([
  ['METAFLOW_RUN_MAX_WORKERS', '0', '--max-workers', 'Give a whole number of at least 1.'],
  ['METAFLOW_RUN_MAX_NUM_SPLITS', '', '--max-num-splits', 'Give a whole number of at least 1.'],
  ['METAFLOW_RUN_ISOLATION', 'none', '--isolation', 'Allowed choices are process, module.'],
])('%s=%s is refused', (variable, text, option, advice) => {
  let thrown: unknown;
  try {
    given('', { [variable]: text });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  expect(thrown).toMatchObject({ message: `${variable} is '${text}', which ${option} does not take`, advice });
  const word = text === '' ? '7' : option === '--isolation' ? 'process' : '1';
  expect(() => given(`${option} ${word}`, { [variable]: text })).not.toThrow();
});
