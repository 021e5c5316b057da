/** What `data.json` says about one artifact, in Metaflow's own spelling. */
export interface ArtifactInfo {
  /** Length of the pickle in bytes. */
  readonly size: number;
  /** Python type of the value, as `str(type(value))` prints it: `<class 'int'>`. */
  readonly type: string;
  /** Missing in data of Metaflow's first releases, where it means `gzip+pickle-v2`. */
  readonly encoding?: string;
  readonly serializer_info?: Readonly<Record<string, unknown>>;
}

/** A stored artifact value, by reference. */
export interface ArtifactRef {
  /** Key in the flow's content-addressed store. */
  readonly sha: string;
  readonly info: ArtifactInfo;
}

/** The encoding that is written. Metaflow 2.19.26 and later write `pickle-v4`; every version reads this one. */
export const ARTIFACT_ENCODING = 'gzip+pickle-v4';

const READABLE_ENCODINGS = new Set(['gzip+pickle-v4', 'pickle-v4', 'gzip+pickle-v2', 'pickle-v2']);

/** Whether values of an encoding can be decoded. All four spellings mean a pickle in the content-addressed store. */
export function isReadableEncoding(encoding: string): boolean {
  return READABLE_ENCODINGS.has(encoding);
}
