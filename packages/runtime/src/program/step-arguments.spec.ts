import { parseStepArguments } from './step-arguments';

test('reads the command line of a task', () => {
  expect(
    parseStepArguments([
      'work',
      '--run-id',
      '17',
      '--task-id',
      '3',
      '--attempt',
      '1',
      '--input-paths',
      '17/a/2',
      '--index',
      '0.2',
      '--tag',
      'a',
      '--tag',
      'b',
      '--max-user-code-retries',
      '2',
      '--with',
      '[{"name":"timeout","attributes":{"seconds":5}}]',
    ]),
  ).toEqual({
    ...{ step: 'work', run: '17', task: '3', attempt: 1, retryCount: 1, inputPaths: '17/a/2', index: '0.2' },
    ...{ originRun: undefined, datastoreRoot: undefined, projectBranch: undefined, tags: ['a', 'b'] },
    ...{ maxRetries: 2, failedBy: undefined, with: [{ name: 'timeout', attributes: { seconds: 5 } }] },
  });
  expect(parseStepArguments(['start', '--run-id', 'airflow-x', '--attempt', '7'])).toMatchObject({
    task: undefined,
    attempt: 7,
    index: '',
  });
});

test.each([
  [[], 'the name of the step is missing'],
  [['start'], '--run-id is missing'],
  [['start', '--run-id'], '--run-id has no value'],
  [['start', '--run-id', '1', '--attempt', 'x'], '--attempt must be a number from 0, not x'],
  [['start', '--run', '1'], '--run is not one of --run-id'],
])('refuses %j', (args, message) => {
  expect(() => parseStepArguments(args)).toThrow(
    expect.objectContaining({ code: 'MF5117', message: expect.stringContaining(message) as string }),
  );
});
