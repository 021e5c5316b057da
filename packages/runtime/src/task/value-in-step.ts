import { IncludedFile, readIncludedFile, type Storage } from '@mf/datastore';
import { type ExactJson, withPlainNumbers } from '@mf/ir/exact-json';

/**
 * What a step sees of a stored parameter: of an included file its content; plain numbers, where Python is to see a float that is whole.
 *
 * @throws IncludedFileError
 */
export function valueInStep(stored: unknown, includedFiles: Storage): unknown {
  if (stored instanceof IncludedFile) return readIncludedFile(includedFiles, stored);
  return withPlainNumbers(stored as ExactJson);
}
