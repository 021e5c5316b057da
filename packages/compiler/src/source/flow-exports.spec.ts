import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { cardExports, flowExports } from './flow-exports';

function exported(file: string): { readonly name: string; readonly isType: boolean }[] {
  const { module } = parseSync(file, readFileSync(join(__dirname, '../../../flow/src', file), 'utf8'));
  return module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ exportName, isType }) => (exportName.name === null ? [] : [{ name: exportName.name, isType }])),
  );
}

it('are those of the packages', () => {
  const names = exported('index.ts').map(({ name }) => name);
  expect([...flowExports].sort()).toEqual(names.sort());
  const values = exported('cards/index.ts').filter(({ isType }) => !isType);
  expect([...cardExports].sort()).toEqual(values.map(({ name }) => name).sort());
});
