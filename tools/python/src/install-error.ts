/** A Python environment could not be made: which part failed, and the end of what it said. */
export class PythonInstallError extends Error {
  readonly code = 'MF6031';
  readonly advice: string;

  constructor(what: string, argv: readonly string[], output: string) {
    super(`${what} failed: ${argv.join(' ')}\n${output.split('\n').slice(-20).join('\n')}`);
    this.name = 'PythonInstallError';
    this.advice = /ensurepip|python3-venv/.test(output)
      ? 'This Python cannot make virtual environments. On Debian and Ubuntu: install the package python3-venv, then try again.'
      : 'Check that the package index of pip can be reached, then try again: what is unfinished is made anew.';
  }
}
