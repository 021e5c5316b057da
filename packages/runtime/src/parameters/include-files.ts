import { promises } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import {
  decodeText,
  type IncludedFile,
  includedFileAt,
  includedFilePath,
  type Storage,
  writeIncludedFile,
} from '@mf/datastore';
import type { FlowIR, Json, ParameterDescription } from '@mf/ir';
import type { ParameterValue } from './convert-value';
import { DeployedFileMissingError, FileNotReadableError, FileNotTextError, FileTooLargeError } from './file-errors';
import type { ParameterValues } from './resolve-parameters';

/** Files that were read for parameters, by the parameter's name, and not stored yet. */
export type FilesToStore = ReadonlyMap<string, { readonly parameter: ParameterDescription; readonly content: Buffer }>;

/**
 * Reads the files that parameters take in, and checks them. Nothing is written.
 *
 * @param folderOf where a relative path starts, by the parameter's name
 * @throws FileNotReadableError, FileNotTextError, FileTooLargeError, UnknownTextEncodingError
 */
export async function readFiles(
  ir: FlowIR,
  values: ParameterValues,
  folderOf: (name: string) => string,
): Promise<FilesToStore> {
  const files = new Map<string, { parameter: ParameterDescription; content: Buffer }>();
  for (const parameter of ir.parameters) {
    const path = parameter.type === 'file' ? values[parameter.name] : undefined;
    if (typeof path !== 'string') continue;
    files.set(parameter.name, { parameter, content: await readOne(parameter, path, folderOf(parameter.name)) });
  }
  return files;
}

/** Stores files and puts what Metaflow knows of them in the place of their paths. */
export async function storeFiles(
  values: ParameterValues,
  files: FilesToStore,
  storage: Storage,
  flow: string,
): Promise<ParameterValues> {
  const stored = await Promise.all(
    [...files].map(async ([name, { parameter, content }]) => {
      const { descriptor } = await writeIncludedFile(storage, flow, content, kindOf(parameter));
      return [name, descriptor as Record<string, Json>] as const;
    }),
  );
  return { ...values, ...Object.fromEntries(stored) };
}

/** Which of a flow's included files has this content, in few words and without the place of the datastore. */
export function includedFileDescriptor(flow: string, content: Buffer): { readonly [key: string]: Json } {
  return { url: includedFilePath(flow, content), size: content.length };
}

/**
 * The artifact of a parameter that takes a file, in the first task of a run: of a file that is stored already, by the scheduler or when
 * the flow was deployed, or of a path that whoever triggered the run has given.
 *
 * @throws FileNotReadableError, FileNotTextError, FileTooLargeError, UnknownTextEncodingError, DeployedFileMissingError
 */
export async function fileArtifact(
  parameter: ParameterDescription,
  value: ParameterValue,
  storage: Storage,
  flow: string,
): Promise<IncludedFile | null> {
  if (value === null) return null;
  const kind = kindOf(parameter);
  if (typeof value === 'string') {
    return writeIncludedFile(storage, flow, await readOne(parameter, value, process.cwd()), kind);
  }
  const { url, size } = value as { readonly url?: unknown; readonly size?: unknown };
  const path = String(url).split('/').slice(-2).join('/');
  if (!(await storage.exists(path))) throw new DeployedFileMissingError(parameter.name, `${storage.root}/${path}`);
  return includedFileAt(storage, path, Number(size), kind);
}

function kindOf({ isText = true, encoding = 'utf-8' }: ParameterDescription) {
  return { isText, encoding };
}

async function readOne(parameter: ParameterDescription, given: string, folder: string): Promise<Buffer> {
  const path = given === '~' || given.startsWith('~/') ? homedir() + given.slice(1) : resolve(folder, given);
  const { isText, encoding } = kindOf(parameter);
  try {
    const content = await promises.readFile(path).catch((error: NodeJS.ErrnoException) => {
      throw isTooLarge(error) ? error : new FileNotReadableError(parameter.name, given, error);
    });
    if (isText && decodeText(content, encoding) === undefined) {
      throw new FileNotTextError(parameter.name, given, encoding);
    }
    return content;
  } catch (error) {
    throw isTooLarge(error) ? new FileTooLargeError(parameter.name, given, isText, error) : error;
  }
}

function isTooLarge(error: unknown): error is Error {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_STRING_TOO_LONG' || code === 'ERR_FS_FILE_TOO_LARGE';
}
