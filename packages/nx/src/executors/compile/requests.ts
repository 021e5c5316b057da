import type { CompileRequest } from '@mf/cli/compile';
import { outputFolder } from '../output-folder';
import { refuseUnknownOptions } from '../unknown-target-option';
import { type CompileExecutorOptions, compileOptionNames } from './options';

/** @throws OutputOutsideWorkspaceError, UnknownTargetOptionError */
export function compileRequests(options: CompileExecutorOptions, workspaceRoot: string): CompileRequest[] {
  refuseUnknownOptions(options, compileOptionNames);
  const { flows, output } = options;
  return flows.map(({ file, name }) => ({ file, output: outputFolder(workspaceRoot, output, name) }));
}
