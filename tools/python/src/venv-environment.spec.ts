import { dirname } from 'node:path';
import { venvEnvironment } from './venv-environment';

describe('venvEnvironment', () => {
  it('keeps the environment, but for what belongs to another Python or Airflow', () => {
    const env = venvEnvironment('/venv', {
      PATH: '/usr/bin',
      HTTPS_PROXY: 'http://proxy',
      METAFLOW_USER: 'ana',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: '/other',
      VIRTUAL_ENV: '/other',
      AIRFLOW_HOME: '/other',
      AIRFLOW__CORE__EXECUTOR: 'CeleryExecutor',
    });
    expect(env).toEqual({
      PATH: `/venv/bin:${dirname(process.execPath)}:/usr/bin`,
      HTTPS_PROXY: 'http://proxy',
      METAFLOW_USER: 'ana',
      VIRTUAL_ENV: '/venv',
      PYTHONUNBUFFERED: '1',
      PYTHONUTF8: '1',
    });
  });
});
