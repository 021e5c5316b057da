import type { Storage } from '../../storage/storage';
import { runPathspec, type RunPath } from '../../task/task-path';
import { META } from '../local-files';
import { parseJson } from '../parse-json';

/** A file beside what a run says about itself, which Metaflow does not look at. */
const MARK = 'pulled.json';

/** Says of a run in a `.metaflow` directory that it was not run from there. */
export interface PulledMark {
  /** Root of the storage that it was pulled from. */
  readonly from: string;
  /** Whether it had ended well: then nothing more is to be pulled. */
  readonly isComplete: boolean;
}

/** undefined for a run that was not pulled. */
export async function readPulledMark(tree: Storage, run: RunPath): Promise<PulledMark | undefined> {
  const path = markOf(run);
  const bytes = await tree.read(path);
  return bytes && parseJson<PulledMark>(bytes, `${tree.root}/${path}`);
}

export async function writePulledMark(tree: Storage, run: RunPath, mark: PulledMark): Promise<void> {
  await tree.write(markOf(run), JSON.stringify(mark), { overwrite: true });
}

function markOf(run: RunPath): string {
  return `${runPathspec(run)}/${META}/${MARK}`;
}
