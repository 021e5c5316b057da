/** A file, folder or link of a layer. */
export type LayerEntry = FileEntry | FolderEntry | LinkEntry;

interface Entry {
  /** From the root of the image, without a leading slash. */
  readonly path: string;
}

export interface FileEntry extends Entry {
  readonly content: Uint8Array;
  readonly isExecutable?: boolean;
}

export interface FolderEntry extends Entry {
  readonly isFolder: true;
  /** 0o755 when not given. */
  readonly mode?: number;
  /** Id of the user and the group that own it; root when not given. */
  readonly owner?: number;
}

export interface LinkEntry extends Entry {
  /** Where the symbolic link points to. */
  readonly target: string;
}
