import type { Json, JsonObject } from './json';

/** Names among the options of something that there are not, and those that there are: in the author's spelling. */
export interface UnknownOptions {
  readonly given: readonly string[];
  readonly known: readonly string[];
}

/** A decorator with its evaluated arguments; `name` in Metaflow's spelling (`retry`, `schedule`, `catch`). */
export interface DecoratorDescription {
  readonly name: string;
  readonly attributes: JsonObject;
  /** The author's own, made by `userStepDecorator`: only the bundle knows what it does. */
  readonly userDefined?: true;
  /** Absent when there are none. */
  readonly unknownOptions?: UnknownOptions;
}

/** `bigint` is an int of any size to Python; `file` is the content of a file, Metaflow's IncludeFile. */
export type ParameterType = 'int' | 'float' | 'bigint' | 'string' | 'boolean' | 'json' | 'file';

export interface ParameterDescription {
  /** Field of the class, and name of the artifact. */
  readonly property: string;
  /** Name outside of the code (command line, Airflow); the property unless the author gave another. */
  readonly name: string;
  readonly type: ParameterType;
  /**
   * Absent when there is none, or when it is computed at deploy time. Of a bigint its digits; of a float that JSON cannot hold `inf`, `-inf`, `nan` or `-0.0`; of a file its path, relative to the
   * folder of the flow's file; for type `json` a text is JSON text.
   */
  readonly default?: Json;
  /** The default is a function of the deploy-time context. */
  readonly computedDefault: boolean;
  readonly required: boolean;
  readonly help: string;
  /** Only for people; absent where the name is enough. */
  readonly title?: string;
  readonly separator?: string;
  readonly choices?: readonly Json[];
  /** Only of a file: false for bytes. */
  readonly isText?: boolean;
  /** Only of a file: how text is encoded, in Python's spelling or the Web's. */
  readonly encoding?: string;
  /** Absent when there are none. */
  readonly unknownOptions?: UnknownOptions;
}

/** A configuration of the flow: a value that was fixed before anything else, and may stand in decorators and parameters. */
export interface ConfigDescription {
  /** Name outside of the code, and of the artifact. */
  readonly name: string;
  readonly help: string;
  readonly required: boolean;
  /** The value as JSON text, an object; null where none was given. */
  readonly json: string | null;
  /** Absent when there are none. */
  readonly unknownOptions?: UnknownOptions;
}

/** All that is only known by loading the flow: values of decorators and parameters. The bundle prints it as JSON. */
export interface FlowDescription {
  /** Names of the steps as decorated; must equal those of the syntax. */
  readonly steps: Readonly<Record<string, readonly DecoratorDescription[]>>;
  readonly decorators: readonly DecoratorDescription[];
  readonly parameters: readonly ParameterDescription[];
  /** Fields with an initial value that is not a parameter. */
  readonly constants: readonly string[];
  /** Absent when there are none. */
  readonly configs?: readonly ConfigDescription[];
}
