import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Flow, namespace, Run } from '@mf/client';
import { idsIn, mfAsUser, ok } from './mf-user';
import { datastore, suite } from './suite';

const shop = 'e2e/airflow/flows/shop.flow.ts';
const production = ['--production'];
const trial = ['--branch', 'trial'];

const tokenIn = (output: string): string => /namespace (production:\S+)/.exec(output)?.[1] ?? '';

it('two deployments of a flow side by side have runs, results and namespaces of their own', async () => {
  const [inProduction, onTrial] = [
    tokenIn(await ok('airflow', 'deploy', shop, ...production)),
    tokenIn(await ok('airflow', 'deploy', shop, ...trial)),
  ];
  expect(inProduction).toMatch(/^production:mfprj-[a-z2-7]{16}-0-[a-z]{4}$/);
  expect(onTrial).not.toBe(inProduction);
  const trigger = async (...args: string[]) => idsIn(await ok('airflow', 'trigger', shop, ...args, '--wait')).run;
  const [one, other] = await Promise.all([trigger(...production, '--rows', '7'), trigger(...trial, '--rows', '8')]);
  for (const [token, run, where] of [
    [inProduction, one, `prod 7 ${inProduction.slice('production:'.length)}`],
    [onTrial, other, `test.trial 8 ${onTrial.slice('production:'.length)}`],
  ] as const) {
    namespace(token);
    const flow = new Flow('ShopFlow', { datastore: datastore() });
    const found: Run[] = [];
    for await (const each of flow.runs()) found.push(each);
    expect(found.map(({ id }) => id)).toEqual([run]);
    expect((await found[0]!.data)?.['where']).toBe(where);
    expect([...(await found[0]!.systemTags)].filter((tag) => /^(user|production):/.test(tag))).toEqual([token]);
  }
  namespace(null);
});

it('a deployment under another name leaves that under the name of the class as it is', async () => {
  const source = join(__dirname, 'flows', `staged-${process.pid}.flow.ts`);
  const file = (dagId: string) => readFile(join(suite().dagsFolder, `${dagId}.py`), 'utf8');
  try {
    const text = await readFile(join(__dirname, 'flows', 'shop.flow.ts'), 'utf8');
    await writeFile(source, text.replace("@project({ name: 'shop' })\n", '').replaceAll('ShopFlow', 'StagedFlow'));
    await ok('airflow', 'deploy', source);
    const before = await file('StagedFlow');
    await writeFile(source, (await readFile(source, 'utf8')).replace('${this.rows}', 'changed'));
    const staged = await ok('airflow', 'deploy', source, '--name', 'StagedFlow.next');
    expect(staged).toContain('production:stagedflow.next-0-');
    expect(await file('StagedFlow')).toBe(before);

    const where = async (...args: string[]) => {
      const { run } = idsIn(await ok('airflow', 'trigger', source, ...args, '--wait'));
      return (await new Run(`StagedFlow/${run}`, { datastore: datastore() }).data)?.['where'];
    };
    namespace(null);
    expect(await Promise.all([where(), where('--name', 'StagedFlow.next')])).toEqual([
      expect.stringMatching(/^null 1 stagedflow-0-/),
      expect.stringMatching(/^null changed stagedflow\.next-0-/),
    ]);
    await ok('airflow', 'delete', source, '--name', 'StagedFlow.next', '--yes');
    expect(await file('StagedFlow')).toBe(before);
    await ok('airflow', 'delete', source, '--yes');
  } finally {
    await rm(source, { force: true });
  }
});

it('somebody else cannot deploy over it without its token', async () => {
  const asBen = { METAFLOW_USER: 'ben', METAFLOW_TOKEN_HOME: join(suite().datastoreRoot, 'tokens-of-ben') };
  const deploy = ['airflow', 'deploy', shop, ...trial, '--no-wait'];
  const token = tokenIn(await ok(...deploy));
  const { code, output } = await mfAsUser(deploy, asBen);
  expect([code, output]).toEqual([1, expect.stringMatching(/MF2801[^]*deployed by ana[^]*--authorize TOKEN/)]);
  expect(await mfAsUser([...deploy, '--authorize', token], asBen)).toMatchObject({ code: 0 });
  expect(await mfAsUser(deploy, asBen)).toMatchObject({ code: 0 });
  for (const which of [production, trial]) await ok('airflow', 'delete', shop, ...which, '--yes');
});
