/** A user-defined decorator has a name that it cannot have. */
export class DecoratorNameError extends Error {
  override readonly name = 'DecoratorNameError';
  readonly code = 'MF5130';
  readonly advice = "Name it with a word of its own, for example 'timing' or 'acme.timing'.";

  constructor(decorator: string) {
    super(`a user-defined decorator cannot be called ${JSON.stringify(decorator)}`);
  }
}

/** A user-defined decorator was given what cannot be shown in the flow's graph. */
export class DecoratorAttributesError extends Error {
  override readonly name = 'DecoratorAttributesError';
  readonly code = 'MF5131';
  readonly advice = 'Give it numbers, texts, truth values, null, and arrays and objects of those.';

  constructor(decorator: string, cause: Error) {
    super(`the attributes of @${decorator} are not JSON: ${cause.message}`, { cause });
  }
}
