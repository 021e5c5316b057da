/** The Python file has no flow. */
export class NoMetaflowClassError extends Error {
  readonly code = 'MF7013';
  readonly advice = 'Give the file that has the class with the steps.';

  constructor(file: string) {
    super(`${file} has no class that extends FlowSpec`);
    this.name = 'NoMetaflowClassError';
  }
}

/** The file cannot be read as Python. */
export class PythonSyntaxError extends Error {
  readonly code = 'MF7014';
  readonly advice = "See what 'python FILE check' says.";

  constructor(line: number) {
    super(`line ${line} is no Python`);
    this.name = 'PythonSyntaxError';
  }
}
