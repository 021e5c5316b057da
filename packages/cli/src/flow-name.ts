import { readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { extractFlow, moduleImporter } from '@mf/compiler';
import type { Diagnostic } from '@mf/ir';
import type { CommandIo } from './command-io';
import { FlowFileNotFoundError } from './flow-file-not-found-error';
import { printDiagnostics } from './report/print-diagnostics';
import { findWorkspaceRoot } from './workspace-root';

/** What reading says of a path that is no file. */
const noFile = new Set(['ENOENT', 'ENOTDIR', 'EISDIR'] as (string | undefined)[]);

/**
 * The name of the flow in a file, from its syntax alone: runs can be read while the flow has mistakes, and without loading it.
 * Undefined when the file has no flow; why has been printed.
 *
 * @throws FlowFileNotFoundError
 */
export async function flowNameOrReported(file: string, io: CommandIo): Promise<string | undefined> {
  const { name, diagnostics, root } = await flowName(file, io);
  if (name === undefined) printDiagnostics(diagnostics, root, io);
  return name;
}

/**
 * The same, with the diagnostics in place of a print.
 *
 * @throws FlowFileNotFoundError
 */
export async function flowName(
  file: string,
  { cwd, env }: Pick<CommandIo, 'cwd'> & Partial<Pick<CommandIo, 'env'>>,
): Promise<{ readonly name?: string; readonly diagnostics: readonly Diagnostic[]; readonly root: string }> {
  const path = resolve(cwd, file);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw noFile.has(error.code) ? new FlowFileNotFoundError(file, cwd, env?.['INIT_CWD']) : error;
  });
  const root = findWorkspaceRoot(path);
  const flowFile = relative(root, path).replaceAll(sep, '/');
  const { syntax, diagnostics } = await extractFlow(text, flowFile, moduleImporter(root, flowFile));
  return { ...(syntax && { name: syntax.name }), diagnostics, root };
}
