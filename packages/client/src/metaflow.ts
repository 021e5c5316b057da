import { type ClientOptions, contextOf } from './context';
import { Flow } from './flow';

/** Everything in a datastore: iterating over it gives the flows that have a run in the namespace, newest first. */
export class Metaflow {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions = {}) {
    this.#options = options;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Flow> {
    const { datastore, sees } = visibility(this.#options);
    for (const { flow } of await datastore.metadata.flows()) {
      const runs = await datastore.metadata.runs(flow);
      if (runs.some(sees)) yield new Flow(flow, this.#options);
    }
  }
}

function visibility(options: ClientOptions) {
  const context = contextOf(options);
  const sees = ({
    tags,
    systemTags,
  }: {
    readonly tags: readonly string[];
    readonly systemTags: readonly string[];
  }): boolean => context.sees([...tags, ...systemTags]);
  return { datastore: context.datastore, sees };
}
