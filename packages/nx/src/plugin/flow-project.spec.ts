import { posix } from 'node:path';
import { type FlowFile, flowProjects } from './flow-project';

const group = (files: string[], projects: string[] = []) =>
  flowProjects(files, {
    isProject: (folder) => projects.includes(folder),
    nameOf: (file) => posix.basename(file, '.flow.ts'),
    classOf: (file) => (file.includes('nothing') ? undefined : posix.basename(file, '.flow.ts')),
  });

/** Without namesakes. */
const named = ({ file, name, configuration }: FlowFile) => ({ file, name, configuration });

describe('flowProjects', () => {
  it('gives a flow to the closest project above it', () => {
    expect(group(['apps/a/src/deep/x.flow.ts'], ['apps', 'apps/a']).map(({ root }) => root)).toEqual(['apps/a']);
  });

  it('makes the folder of the flow a project where there is none, or its parent if it is called src', () => {
    expect(group(['a/x.flow.ts', 'b/src/y.flow.ts', 'src/z.flow.ts', 'w.flow.ts']).map(({ root }) => root)).toEqual([
      'a',
      'b',
      '.',
    ]);
  });

  it('names a flow by its path where two share a name, in the workspace and in the project', () => {
    const [ads, search] = group(
      ['ads/src/train.flow.ts', 'ads/src/old/train.flow.ts', 'ads/src/score.flow.ts', 'search/src/train.flow.ts'],
      ['ads', 'search'],
    );
    expect(ads!.flows.map(named)).toEqual([
      { file: 'ads/src/old/train.flow.ts', name: 'ads/src/old/train', configuration: 'src/old/train' },
      { file: 'ads/src/score.flow.ts', name: 'score', configuration: 'score' },
      { file: 'ads/src/train.flow.ts', name: 'ads/src/train', configuration: 'src/train' },
    ]);
    expect(search!.flows.map(named)).toEqual([
      { file: 'search/src/train.flow.ts', name: 'search/src/train', configuration: 'train' },
    ]);
  });

  it('gives specs to the project of their flows; specs alone make no project', () => {
    const projects = group(['a/src/x.flow.spec.ts', 'a/src/x.flow.ts', 'b/src/y.flow.spec.ts']);
    expect(projects).toHaveLength(1);
    expect(projects[0]!.specs).toEqual(['a/src/x.flow.spec.ts']);
  });

  it('tells a flow which others have a class of its name, and never for a file without one', () => {
    const flows = group(['a/x.flow.ts', 'b/x.flow.ts', 'b/y.flow.ts', 'c/nothing.flow.ts', 'd/nothing.flow.ts'])
      .flatMap(({ flows }) => flows)
      .map(({ file, namesakes }) => [file, namesakes]);
    expect(flows).toEqual([
      ['a/x.flow.ts', ['b/x.flow.ts']],
      ['b/x.flow.ts', ['a/x.flow.ts']],
      ['b/y.flow.ts', undefined],
      ['c/nothing.flow.ts', undefined],
      ['d/nothing.flow.ts', undefined],
    ]);
  });
});
