import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPython } from '../testing/python';
import { variableNames } from './names';

describe('variableNames', () => {
  it('keeps plain names', () => {
    expect(variableNames(['start', 'byGenre', 'step_2', 'end'])).toEqual(['start', 'byGenre', 'step_2', 'end']);
  });

  it("changes Python's words and the names that a DAG file uses itself", () => {
    expect(variableNames(['lambda', 'DAG', 'step', 'timedelta'])).toEqual(['lambda_', 'DAG_', 'step_', 'timedelta_']);
  });

  it('knows every function and constant of the files that are printed', () => {
    const folder = join(__dirname, '../../../../e2e/airflow/golden');
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const defined = files.flatMap((text) =>
      [...text.matchAll(/^(?:def )?(\w+)(?:\(.*\):| = )/gm)].map(([, name]) => name!),
    );
    expect(defined).toEqual(expect.arrayContaining(['step', 'finished', 'exit_hook', 'FINISHED']));
    expect(defined.filter((name) => variableNames([name])[0] === name)).toEqual([]);
  });

  it('takes none of Python twice, nor one that another step has', () => {
    expect(variableNames(['lambda', 'lambda_'])).toEqual(['lambda__', 'lambda_']);
  });

  it('knows every keyword of this Python', () => {
    const keywords = runPython<string[]>('import keyword\nresult = keyword.kwlist', null);
    expect(keywords.filter((word) => variableNames([word])[0] === word)).toEqual([]);
  });
});
