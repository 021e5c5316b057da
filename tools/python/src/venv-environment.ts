import { delimiter, dirname, join } from 'node:path';

/** Settings of the caller that would reach into a Python or an Airflow of ours. */
const foreign = /^(AIRFLOW_|PYTHON|PIP_REQUIRE_VIRTUALENV$|VIRTUAL_ENV|CONDA_|UV_|__PYVENV_LAUNCHER__$)/;

/**
 * The caller's environment for programs of a virtual environment: without what belongs to another Python or Airflow (such as
 * PYTHONDONTWRITEBYTECODE, which would make every start compile all modules anew), and with ours first in PATH.
 */
export function venvEnvironment(venv: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
  return {
    ...kept,
    VIRTUAL_ENV: venv,
    PATH: [join(venv, 'bin'), dirname(process.execPath), env['PATH'] ?? ''].join(delimiter),
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
  };
}
