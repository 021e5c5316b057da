import type { Datastore, DecodeOptions } from '@mf/datastore';
import { datastoreInUse } from './metadata-in-use';
import { getNamespace } from './namespace';

/** How client objects read. What they give (runs of a flow, tasks of a step) reads the same way. */
export interface ClientOptions {
  /** Where to read. Default: what `metadata(...)` chose, else as the environment says (see `openDatastore`). */
  readonly datastore?: Datastore;
  /** Namespace that objects must be in, null for none; that of the process when not given. */
  readonly namespace?: string | null;
  /** `boxed`: floats of artifacts are boxed Numbers, so that Python's 2.0 and 2 differ. */
  readonly floats?: DecodeOptions['floats'];
}

/** What client objects that come from one another share. */
export class Context {
  constructor(
    readonly datastore: Datastore,
    readonly decode: DecodeOptions,
    /** Namespace that objects must be in; null when everything is seen. */
    readonly namespace: string | null,
  ) {}

  /** Whether an object with these tags is seen. */
  sees(tags: Iterable<string>): boolean {
    if (this.namespace === null) return true;
    for (const tag of tags) if (tag === this.namespace) return true;
    return false;
  }
}

/** The context of an object that the user makes. */
export function contextOf(options: ClientOptions): Context {
  const { datastore = datastoreInUse(), floats } = options;
  const namespace = options.namespace === undefined ? getNamespace() : options.namespace;
  return new Context(datastore, floats ? { floats } : {}, namespace);
}
