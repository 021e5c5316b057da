import type { ExecutorContext } from '@nx/devkit';
import { environmentWords } from './environment-words';

const files = ['apps/a/a.flow.ts'];
const targets = { check: { executor: '@mf/nx:check', options: { files } } };
const context = {
  projectName: 'a',
  projectsConfigurations: { projects: { a: { targets } } },
} as unknown as ExecutorContext;

it('says what the options say, and no more', () => {
  expect(environmentWords({}, context)).toEqual(files);
  expect(
    environmentWords({ files: ['b.flow.ts'], environment: 'production', dryRun: false, wait: true }, context),
  ).toEqual(['b.flow.ts', ...['--environment', 'production']]);
  expect(
    environmentWords({ files, authorize: 'x-0-abcd', number: 3, timeout: 60, dryRun: true, wait: false }, context),
  ).toEqual([...files, ...['--authorize', 'x-0-abcd', '--number', '3', '--timeout', '60', '--dry-run', '--no-wait']]);
});
