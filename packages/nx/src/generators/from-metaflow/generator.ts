import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatFiles, type GeneratorCallback, joinPathFragments, type Tree } from '@nx/devkit';
import { withCodedErrors } from '../coded-errors';
import { FlowExistsError } from '../flow/flow-exists-error';
import { flowNames } from '../flow/flow-names';
import { addFlowProject } from '../flow/flow-project';
import { projectDirectory } from '../flow/project-directory';
import { FlowFileMissingError } from '../flow-file-missing-error';
import { NoMetaflowClassError } from './errors';
import type { FromMetaflowGeneratorOptions } from './options';
import { printFlow } from './print-flow';
import { readPythonModule } from './python/read-flow';

/** Writes every flow of a Python file as a flow in TypeScript. */
export default function fromMetaflow(tree: Tree, options: FromMetaflowGeneratorOptions): Promise<GeneratorCallback> {
  return withCodedErrors(async () => {
    const cwd = process.env['INIT_CWD'] ?? process.cwd();
    const source = readPython(options.file, cwd);
    const python = readPythonModule(source);
    if (python.flows.length === 0) throw new NoMetaflowClassError(options.file);

    const names = python.flows.map(({ name }) => flowNames(name.replace(/(.)Flow$/, '$1')).fileName);
    const directory = projectDirectory(
      options.directory ?? `apps/${names[0]!}`,
      tree.root,
      options.directory ? cwd : tree.root,
    );
    const files = names.map((name) => joinPathFragments(directory, 'src', `${name}.flow.ts`));
    for (const file of files) if (tree.exists(file)) throw new FlowExistsError(file);
    const install = await addFlowProject(tree, directory);
    python.flows.forEach((flow, i) => tree.write(files[i]!, printFlow(flow, python, source)));
    if (!options.skipFormat) await formatFiles(tree);
    return install;
  });
}

/** @throws FlowFileMissingError */
function readPython(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    if (!['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new FlowFileMissingError(file);
  }
}
