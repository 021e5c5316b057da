import { namespace } from '@mf/client';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '../mf-command';
import { logOf, runDag, trigger } from './dag-run';
import { suite } from './suite';

const flows = join(workspaceRoot, 'e2e/airflow/flows');

beforeAll(() => namespace(null));

describe('inputs-flow', () => {
  it('has the file, the config and the numbers that it was deployed with', async () => {
    const ended = await runDag('InputsFlow');
    expect(ended.state).toBe('success');
    const data = await ended.run.data;
    const table = await readFile(join(flows, 'inputs.txt'), 'utf8');
    expect(data).toMatchObject({
      ...{ table, logo: null, big: 18446744073709551616n, names: ['a', 'b'], regions: ['eu', 'us.east'] },
      settings: { rows: 7, text: '{{ 7*7 }} é' },
      seen: [table, null, 18446744073709551617n, ['a', 'b'], 7, '{{ 7*7 }} é'],
    });
    expect(data?.['info']).toEqual({ rate: new Number(2), big: 9223372036854775807n });
    expect(await logOf('InputsFlow', ended, 'end')).toContain('3 lines, 7 rows');
  });

  it('can be triggered with a path, which is read on the worker', async () => {
    const conf = {
      table: join(flows, 'other-inputs.txt'),
      logo: join(flows, 'inputs.txt'),
      names: 'x,y',
      big: 5,
      regions: '',
    };
    const { state, run } = await runDag('InputsFlow', conf);
    expect(state).toBe('success');
    expect(await run.data).toMatchObject({ table: 'of the worker\n', names: ['x', 'y'], big: 5n, regions: [] });
    expect(Buffer.from((await run.data)?.['logo'] as Uint8Array)).toEqual(await readFile(join(flows, 'inputs.txt')));
  });

  it('can be triggered with a list of choices, and with numbers of 64 bits', async () => {
    const conf = { regions: "it's {{ x }},eu", info: [2n ** 53n + 1n, new Number(2), -(2n ** 63n)] };
    const { state, run } = await runDag('InputsFlow', conf);
    expect(state).toBe('success');
    expect(await run.data).toMatchObject({ ...conf, regions: ["it's {{ x }}", 'eu'] });
    await expect(trigger('InputsFlow', { regions: 'eu,us-east' })).rejects.toThrow("'eu,us-east' does not match");
  });

  it('says which file is missing', async () => {
    const ended = await runDag('InputsFlow', { table: '/nowhere/table.csv' });
    expect(ended.state).toBe('failed');
    expect(await logOf('InputsFlow', ended, 'start')).toContain('MF2110');
    await expect(trigger('InputsFlow', { table: 3 })).rejects.toThrow("3 is not of type 'string'");
  });

  it('does not run without the file that was stored when it was deployed', async () => {
    const [stored, hidden] = ['InputsFlow', 'Hidden'].map((name) => join(suite().datastoreRoot, 'data', name));
    await rename(stored!, hidden!);
    try {
      const ended = await runDag('InputsFlow');
      expect(ended.state).toBe('failed');
      expect(await logOf('InputsFlow', ended, 'start')).toContain('MF2112');
    } finally {
      await rename(hidden!, stored!);
    }
  });
});
