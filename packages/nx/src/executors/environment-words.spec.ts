import { environmentWords } from './environment-words';

const files = ['apps/a/a.flow.ts'];

it('says what the options say, and no more', () => {
  expect(environmentWords({ files })).toEqual(files);
  expect(environmentWords({ files, environment: 'production', dryRun: false, wait: true })).toEqual([
    ...files,
    ...['--environment', 'production'],
  ]);
  expect(environmentWords({ files, number: 3, timeout: 60, dryRun: true, wait: false })).toEqual([
    ...files,
    ...['--number', '3', '--timeout', '60', '--dry-run', '--no-wait'],
  ]);
});
