// Written by scripts/write-option-types.mjs from schema.json.

/** Makes the container image of each flow, without Docker, and pushes it or writes it as files. */
export interface ImageExecutorOptions {
  /** The flows to make images of; inferred, one per *.flow.ts of the project. */
  readonly flows: readonly {
    /** The flow, relative to the workspace root. */
    readonly file: string;
    /** Name of the folder for this flow. */
    readonly name: string;
  }[];
  /** Folder that receives one folder per flow, relative to the workspace root and inside it. */
  readonly output: string;
  /** Repository to push to, e.g. registry.example.com/team/flows; without a value MF_IMAGE_REPOSITORY, or "flows" at METAFLOW_KUBERNETES_CONTAINER_REGISTRY. */
  readonly push?: string | boolean;
  /** Write the image as an OCI layout, for docker load, or for docker build. */
  readonly format?: readonly ('oci' | 'docker' | 'dockerfile')[];
  /** An image with Node to build upon, best by digest; METAFLOW_KUBERNETES_CONTAINER_IMAGE when not given, else mf's own. */
  readonly base?: string;
  /** linux/amd64, linux/arm64, or both with a comma; all that the base is made for when not given. */
  readonly platform?: string;
  /** Speak to registries without HTTPS, not only to those on this machine. */
  readonly plainHttp?: boolean;
  /** Decorators to add to every step that has none of their kind, e.g. retry:times=3. */
  readonly with?: readonly string[];
  /** Files that configs of the flow are read from, by the config's name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name. */
  readonly configValue?: Readonly<Record<string, unknown>>;
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** All options: see `refuseUnknownOptions`. */
export const imageOptionNames: readonly string[] = [
  'flows',
  'output',
  'push',
  'format',
  'base',
  'platform',
  'plainHttp',
  'with',
  'config',
  'configValue',
  '__unparsed__',
];
