import type { CompileRequest } from '@mf/cli/compile';
import { outputFolder } from '../output-folder';
import type { CompileExecutorOptions } from './options';

/** @throws OutputOutsideWorkspaceError */
export function compileRequests({ flows, output }: CompileExecutorOptions, workspaceRoot: string): CompileRequest[] {
  return flows.map(({ file, name }) => ({ file, output: outputFolder(workspaceRoot, output, name) }));
}
