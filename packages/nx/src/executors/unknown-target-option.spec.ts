import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { airflowCreateRequests } from './airflow-create/requests';
import { checkRequests } from './check/requests';
import { compileRequests } from './compile/requests';
import { deployFiles } from './deploy/requests';
import { imageRequests } from './image/requests';

const flows = { flows: [{ file: 'a.flow.ts', name: 'a' }], output: 'dist' };

it.each<[string, (options: never) => unknown, object]>([
  ['airflow-create', (options) => airflowCreateRequests(options, '/w'), flows],
  ['check', checkRequests, { files: ['a.flow.ts'] }],
  ['compile', (options) => compileRequests(options, '/w'), flows],
  ['deploy', deployFiles, { files: ['a.flow.ts'] }],
  ['image', (options) => imageRequests(options, '/w'), flows],
])('%s refuses an option that it does not have, by itself', (target, requests, options) => {
  const mistaken = { ...options, confg: {} };
  expect(() => requests(mistaken as never)).toThrow(
    expect.objectContaining({ code: 'MF7015', message: 'there is no option --confg. Did you mean config?' }),
  );
  expect(requests(options as never)).toHaveLength(1);
  const schema = readFileSync(join(__dirname, target, 'schema.json'), 'utf8');
  expect(JSON.parse(schema)).not.toHaveProperty('additionalProperties');
});
