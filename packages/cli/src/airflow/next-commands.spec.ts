import { airflowLogsCommand, continueCommand, type NamedRun } from './next-commands';

const run = (options: NamedRun['options'] = {}): NamedRun => ({ file: 'x.flow.ts', run: 'airflow-1', options });

it('a flow under its own name needs nothing', () => {
  expect(airflowLogsCommand(run())).toBe('mf airflow logs x.flow.ts airflow-1');
  expect(continueCommand(run())).toBe('mf resume x.flow.ts --origin-run-id airflow-1');
});

it('what names the deployment is repeated, for resume only what it takes', () => {
  const named = run({ name: 'Other.Fails', airflowUrl: 'http://localhost:8080', airflowUser: 'ben o' });
  expect(airflowLogsCommand(named)).toBe(
    "mf airflow logs x.flow.ts airflow-1 --name Other.Fails --airflow-url http://localhost:8080 --airflow-user 'ben o'",
  );
  expect(continueCommand(named)).toBe('mf resume x.flow.ts --origin-run-id airflow-1');
  for (const [options, words] of [
    [{ branch: 'trial' }, '--branch trial'],
    [{ branch: 'trial', production: true }, '--branch trial --production'],
  ] as const) {
    expect(airflowLogsCommand(run(options))).toBe(`mf airflow logs x.flow.ts airflow-1 ${words}`);
    expect(continueCommand(run(options))).toBe(`mf resume x.flow.ts --origin-run-id airflow-1 ${words}`);
  }
});
