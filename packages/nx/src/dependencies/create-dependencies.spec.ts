import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CreateDependenciesContext, FileData, ProjectConfiguration } from '@nx/devkit';
import { createDependencies } from './create-dependencies';

describe('createDependencies', () => {
  let workspaceRoot: string;
  beforeEach(() => (workspaceRoot = mkdtempSync(join(tmpdir(), 'mf-nx-'))));
  afterEach(() => rmSync(workspaceRoot, { recursive: true }));

  /** Writes files and describes them as Nx does: each folder of the second level is a project. */
  function workspace(files: Record<string, string>): CreateDependenciesContext {
    const projects: Record<string, ProjectConfiguration> = {};
    const projectFileMap: Record<string, FileData[]> = {};
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(join(workspaceRoot, dirname(file)), { recursive: true });
      writeFileSync(join(workspaceRoot, file), content);
      const root = file.split('/').slice(0, 2).join('/');
      const name = root.split('/')[1]!;
      projects[name] = { root, metadata: { js: { packageName: `@acme/${name}` } } } as ProjectConfiguration;
      (projectFileMap[name] ??= []).push({ file, hash: createHash('sha1').update(content).digest('hex') });
    }
    const fileMap = { projectFileMap, nonProjectFiles: [] };
    const externalNodes = {
      'npm:lodash': { type: 'npm', name: 'npm:lodash', data: { version: '4.0.0', packageName: 'lodash' } },
    } as const;
    return { workspaceRoot, projects, fileMap, filesToProcess: fileMap, externalNodes, nxJsonConfiguration: {} };
  }

  const edges = async (context: CreateDependenciesContext) =>
    (await createDependencies(undefined, context)).map(({ source, target }) => `${source} -> ${target}`);

  const files = {
    'apps/train/src/train.flow.ts': `import { titles } from './titles';`,
    'apps/train/src/titles.ts': `import { films } from '@acme/films'; import _ from 'lodash';`,
    'libs/films/src/index.ts': `export * from '../../text/src/words';`,
    'libs/text/src/words.ts': `export const words = 1;`,
    'libs/unrelated/src/index.ts': `import '@acme/text';`,
  };

  it('follows imports from flows through libraries, and leaves the rest of the workspace alone', async () => {
    expect(await edges(workspace(files))).toEqual(['train -> films', 'train -> npm:lodash', 'films -> text']);
  });

  it('names the file of each import, so that Nx can keep and drop the edge with the file', async () => {
    const [first] = await createDependencies(undefined, workspace(files));
    expect(first).toEqual({ source: 'train', target: 'films', sourceFile: 'apps/train/src/titles.ts', type: 'static' });
  });

  it('does nothing in a workspace without flows', async () => {
    expect(await edges(workspace({ 'libs/a/index.ts': `import '@acme/b';`, 'libs/b/index.ts': '' }))).toEqual([]);
  });

  it('reads a file again only when its content is new', async () => {
    const context = workspace(files);
    await edges(context);
    const cache = join(workspaceRoot, '.nx/workspace-data/mf-imports.json');
    const content = readFileSync(cache, 'utf8');
    writeFileSync(cache, content.replaceAll('lodash', '@acme/unrelated'));
    expect(await edges(context)).toEqual([
      'train -> films',
      'train -> unrelated',
      'films -> text',
      'unrelated -> text',
    ]);

    expect(await edges(workspace({ ...files, 'apps/train/src/titles.ts': '' }))).toEqual([]);
    expect(readFileSync(cache, 'utf8')).not.toContain('@acme/unrelated');
  });

  it('survives a damaged cache and a file that is gone', async () => {
    const context = workspace(files);
    mkdirSync(join(workspaceRoot, '.nx/workspace-data'), { recursive: true });
    writeFileSync(join(workspaceRoot, '.nx/workspace-data/mf-imports.json'), '{');
    rmSync(join(workspaceRoot, 'libs/films/src/index.ts'));
    expect(await edges(context)).toEqual(['train -> films', 'train -> npm:lodash']);
  });

  it('leads from a flow to those that start it by their end, wherever they are', async () => {
    const trigger = (options: string) =>
      `@triggerOnFinish(${options}) export class ReportFlow extends FlowSpec {} @triggerOnFinish({ flow: 'Nobody' }) class X {}`;
    const flows = {
      'apps/train/src/train.flow.ts': 'export class TrainFlow extends FlowSpec {}',
      'apps/score/src/score.flow.ts': 'export class ScoreFlow extends FlowSpec {}',
      'apps/other/src/other.flow.ts':
        "@triggerOnFinish({ flow: 'OtherFlow' }) export class OtherFlow extends FlowSpec {}",
    };
    const report = "{ flows: ['TrainFlow', { name: 'ScoreFlow', project: 'ads' }] }";
    expect(await edges(workspace({ ...flows, 'apps/report/src/report.flow.ts': trigger(report) }))).toEqual([
      'report -> train',
      'report -> score',
    ]);
  });
});
