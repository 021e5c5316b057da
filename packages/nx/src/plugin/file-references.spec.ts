import { fileReferences } from './file-references';

it('are what is imported and every relative path', () => {
  const source = `
    import { FlowSpec } from '@mf/flow';
    import { readFile } from 'node:fs/promises';
    import data from '../data.json' with { type: 'json' }; // don't
    import '#words';
    export * from "./more";
    const settings = config('settings', { default: '../../shared/settings.json' });
    movies = includeFile({ default: \`./movies.csv\` });
    const later = () => import('lodash'); const old = require("../old");
    console.log('..', './', 'a text', \`./\${name}\`);`;
  expect(fileReferences(source).sort()).toEqual(
    ['#words', '../../shared/settings.json', '../data.json', '../old', './more', './movies.csv', 'lodash'].sort(),
  );
});
