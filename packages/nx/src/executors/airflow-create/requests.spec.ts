import { airflowCreateRequests } from './requests';

const flow = { file: 'apps/a/src/a.flow.ts', name: 'a-flow' };
const options = { flows: [flow], output: 'dist/flows' };

describe('airflowCreateRequests', () => {
  it('gives each flow a folder of its own', () => {
    const flows = [flow, { file: 'apps/b.flow.ts', name: 'b-flow' }];
    expect(airflowCreateRequests({ flows, output: 'dags' }, '/ws').map(({ file, output }) => [file, output])).toEqual([
      ['apps/a/src/a.flow.ts', '/ws/dags/a-flow/airflow'],
      ['apps/b.flow.ts', '/ws/dags/b-flow/airflow'],
    ]);
  });

  it('takes lists as they were typed, else as the target sets them', () => {
    const typed = {
      with: ['retry:times=2', 'minutes_between_retries=1'],
      tag: 7,
      __unparsed__: ['--with', 'retry:times=2,minutes_between_retries=1', '--tag=007'],
    };
    expect(airflowCreateRequests({ ...options, ...typed }, '/ws')).toMatchObject([
      { with: ['retry:times=2,minutes_between_retries=1'], tag: ['007'] },
    ]);
    expect(airflowCreateRequests({ ...options, with: ['retry'], tag: ['a', 1] }, '/ws')).toMatchObject([
      { with: ['retry'], tag: ['a', '1'] },
    ]);
  });

  it('passes on project and namespace', () => {
    const chosen = { branch: 'b', production: true, namespace: '' };
    expect(airflowCreateRequests({ ...options, ...chosen }, '/ws')).toMatchObject([chosen]);
    expect(Object.keys(airflowCreateRequests(options, '/ws')[0]!)).not.toContain('branch');
  });

  it.each(['1.0', '1e3', '0x10', '-.5'])('refuses the tag %s, which Nx spells otherwise', (tag) => {
    expect(() => airflowCreateRequests({ ...options, __unparsed__: ['--tag', tag] }, '/ws')).toThrow(
      expect.objectContaining({ code: 'MF7008' }),
    );
  });

  it.each(['2024', '-1', '0.5', 'v1.0', '1.2.3', '007', '12345678901234567890'])('takes the tag %s', (tag) => {
    expect(airflowCreateRequests({ ...options, __unparsed__: [`--tag=${tag}`] }, '/ws')).toMatchObject([
      { tag: [tag] },
    ]);
  });

  it('refuses one DAG id for several flows', () => {
    expect(() => airflowCreateRequests({ ...options, flows: [flow, flow], name: 'dag' }, '/ws')).toThrow(
      expect.objectContaining({ code: 'MF7007' }),
    );
  });
});
