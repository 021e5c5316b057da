import { BlobMissingError, unpackFiles } from '@mf/datastore';
import type { Context } from './context';
import { CodePackageError } from './errors';

/** What the field `code-package` of a task's metadata says. */
interface CodeRecord {
  readonly ds_type: string;
  readonly sha: string;
  readonly location: string;
}

/** Where a package tells about itself: since Metaflow 2.16 beside the user's files, in older ones among them. */
const INFO_FILES = ['.mf_meta/INFO', 'INFO'];

/**
 * The code that a task ran, as Metaflow packs it for machines other than the user's: the file of the flow, what lies beside it, and
 * Metaflow itself. Metaflow's `MetaflowCode`. Nothing is read until something is asked for.
 */
export class CodePackage {
  /** Where the package lies. */
  readonly path: string;
  /** SHA-1 of the package. */
  readonly sha: string;
  readonly #context: Context;
  readonly #record: CodeRecord;
  readonly #flow: string;
  #read: Promise<Buffer> | undefined;
  #unpacked: Promise<ReadonlyMap<string, Buffer>> | undefined;

  /**
   * @param flow the flow's name
   * @param text value of the field `code-package` of a task's metadata
   * @throws CodePackageError when the text is none of Metaflow's
   */
  constructor(context: Context, flow: string, text: string) {
    this.#record = parse(text);
    this.#flow = flow;
    this.#context = context;
    this.path = this.#record.location;
    this.sha = this.#record.sha;
  }

  /** The package as it is stored: a gzipped tar archive. */
  get tarball(): Promise<Buffer> {
    return (this.#read ??= this.#load());
  }

  /** What the package says about itself: `script`, `flow_name`, `metaflow_version`, `python_version`, `user` and more. */
  get info(): Promise<Readonly<Record<string, unknown>>> {
    return this.#info();
  }

  /** Name of the file that holds the flow. */
  get scriptName(): Promise<string> {
    return this.info.then(({ script }) => String(script));
  }

  /** Source of the file that holds the flow. */
  get flowspec(): Promise<string> {
    return this.#flowspec();
  }

  /** All files of the package by their names in it. */
  get files(): Promise<ReadonlyMap<string, Buffer>> {
    return (this.#unpacked ??= this.tarball.then(unpackFiles));
  }

  toString(): string {
    return `CodePackage('${this.path}')`;
  }

  /** Packages are kept among the values of the flow, but as they are, not packed once more. */
  async #load(): Promise<Buffer> {
    const { ds_type, sha, location } = this.#record;
    const start = location.lastIndexOf(`/${this.#flow}/data/`);
    if (start < 0) throw new CodePackageError(location, `it is not among the data of the flow ${this.#flow}`);
    for (const { storage } of this.#context.datastore.placesOf(ds_type, location.slice(0, start))) {
      const found = await storage.read(location.slice(start + 1));
      if (found) return found;
    }
    throw new BlobMissingError(sha, location);
  }

  async #info(): Promise<Readonly<Record<string, unknown>>> {
    const files = await this.files;
    const found = INFO_FILES.flatMap((name) => files.get(name) ?? [])[0];
    if (!found) throw new CodePackageError(this.path, 'it does not say what it is');
    return JSON.parse(found.toString('utf8')) as Record<string, unknown>;
  }

  async #flowspec(): Promise<string> {
    const [files, script] = await Promise.all([this.files, this.scriptName]);
    const found = files.get(script);
    if (!found) throw new CodePackageError(this.path, `it lacks ${script}`);
    return found.toString('utf8');
  }
}

function parse(text: string): CodeRecord {
  let record: Partial<CodeRecord> | null = null;
  try {
    record = JSON.parse(text) as Partial<CodeRecord> | null;
  } catch {
    // Told below, with what it is.
  }
  const { ds_type, sha, location } = record ?? {};
  if (typeof ds_type === 'string' && typeof sha === 'string' && typeof location === 'string') {
    return { ds_type, sha, location };
  }
  throw new CodePackageError(text, 'that is no record of one');
}
