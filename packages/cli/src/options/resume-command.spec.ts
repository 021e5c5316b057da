import { spawnSync } from 'node:child_process';
import type { LocalRunOptions } from './local-run-options';
import { logsCommand, resumeCommand } from './resume-command';

const defaults: LocalRunOptions = {
  maxWorkers: 16,
  maxNumSplits: 100,
  maxLogSize: 10,
  isolation: 'process',
  with: [],
  tag: [],
};

test('a run with the defaults needs nothing', () => {
  expect(resumeCommand('x.flow.ts', '17', defaults)).toBe('mf resume x.flow.ts --origin-run-id 17');
});

test('what decides where things are and how they go is repeated', () => {
  const options: LocalRunOptions = {
    ...{ maxWorkers: 2, maxNumSplits: 500, maxLogSize: 1, isolation: 'module', datastore: 's3', metadata: 'service' },
    ...{ with: ['retry:times=2', 'environment:vars={"A": "it\'s"}'], tag: ['nightly'], namespace: '' },
    ...{ branch: 'try', production: true, quiet: true, runIdFile: 'id' },
  };
  const command = resumeCommand('my flows/x.flow.ts', '17', options);
  const { stdout } = spawnSync('sh', ['-c', command.replace(/^mf /, 'printf "%s\\n" ')], { encoding: 'utf8' });
  expect(stdout.split('\n').slice(0, -1)).toEqual([
    ...['resume', 'my flows/x.flow.ts', '--origin-run-id', '17', '--max-workers', '2', '--max-num-splits', '500'],
    ...['--max-log-size', '1', '--isolation', 'module', '--datastore', 's3'],
    ...['--with', 'retry:times=2', '--with', 'environment:vars={"A": "it\'s"}', '--metadata', 'service'],
    ...['--namespace', '', '--branch', 'try', '--production'],
  ]);
});

test('logs are found where the run is known', () => {
  expect(logsCommand('x.flow.ts', '17/a/1', defaults)).toBe('mf logs x.flow.ts 17/a/1');
  expect(logsCommand('x.flow.ts', '17/a/1', { ...defaults, metadata: 'service' })).toBe(
    'mf logs x.flow.ts 17/a/1 --metadata service',
  );
});
