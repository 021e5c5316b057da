import { ensurePackage, formatFiles, type Tree } from '@nx/devkit';
import { withCodedErrors } from '../coded-errors';
import { projectDirectory } from '../flow/project-directory';
import { FlowFileMissingError } from '../flow-file-missing-error';
import { insertStep } from './insert-step';
import type { StepGeneratorOptions } from './options';

/** Adds a step to a flow by editing its source. */
export default function step(tree: Tree, options: StepGeneratorOptions): Promise<void> {
  return withCodedErrors(async () => {
    const file = projectDirectory(options.file, tree.root, process.env['INIT_CWD'] ?? process.cwd());
    const source = tree.read(file, 'utf8');
    if (source === null) throw new FlowFileMissingError(file);
    // Thirteen megabytes that only this generator needs: fetched when it is called first.
    const morph = ensurePackage<typeof import('ts-morph')>('ts-morph', '28.0.0');
    tree.write(file, insertStep(morph, source, options));
    if (!options.skipFormat) await formatFiles(tree);
  });
}
