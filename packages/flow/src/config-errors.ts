/** The file of a config cannot be read. */
export class ConfigFileError extends Error {
  override readonly name = 'ConfigFileError';
  readonly code = 'MF1320';
  readonly advice: string;

  constructor(config: string, source: string, problem: string) {
    super(`the config ${config} cannot be read from ${source}: ${problem}`);
    this.advice = `Give its file with --config ${config} PATH, or its value with --config-value ${config} '{...}'.`;
  }
}

/** The text of a config is not JSON. */
export class ConfigNotJsonError extends Error {
  override readonly name = 'ConfigNotJsonError';
  readonly code = 'MF1321';
  readonly advice =
    'Correct the JSON, or give the config a parser for what it is written in: config(name, { parser }).';

  constructor(config: string, source: string, problem: string) {
    super(`the config ${config} is not JSON: ${source}: ${problem}`);
  }
}

/** What a config holds is no object. */
export class ConfigNotAnObjectError extends Error {
  override readonly name = 'ConfigNotAnObjectError';
  readonly code = 'MF1322';
  readonly advice = 'A config is an object of plain JSON values, e.g. {"retries": 3}.';

  constructor(config: string, source: string) {
    super(`the config ${config} is no object: ${source}`);
  }
}

/** The parser of a config threw. */
export class ConfigParserError extends Error {
  override readonly name = 'ConfigParserError';
  readonly code = 'MF1323';
  readonly advice = 'Correct the text, or the parser.';

  constructor(config: string, source: string, cause: unknown) {
    super(
      `the parser of the config ${config} failed on ${source}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

/** A required config has no value. */
export class MissingConfigError extends Error {
  override readonly name = 'MissingConfigError';
  readonly code = 'MF1324';
  readonly advice: string;

  constructor(config: string, help: string) {
    super(`the config ${config} is required${help === '' ? '' : ` (${help})`}`);
    this.advice = `Give its file with --config ${config} PATH, or its value with --config-value ${config} '{...}'.`;
  }
}

/** The name of a config cannot be one, or is taken. */
export class ConfigNameError extends Error {
  override readonly name = 'ConfigNameError';
  readonly code = 'MF1325';
  readonly advice = 'Begin with a letter, use only ASCII letters, digits and _, and call each config otherwise.';

  constructor(config: string, problem: string) {
    super(`the config ${JSON.stringify(config)} ${problem}`);
  }
}

/** Nobody has said where the values of configs come from. */
export class ConfigNotResolvedError extends Error {
  override readonly name = 'ConfigNotResolvedError';
  readonly code = 'MF2121';
  readonly advice = 'Configs are read by mf: run a spec of the flow with mf test.';

  constructor(config: string) {
    super(`the config ${config} has no value: the flow was imported by something else than mf`);
  }
}
