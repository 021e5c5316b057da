import { runCommand } from './run-command';

export interface Python {
  /** Absolute path of the interpreter itself, not of a shim that may answer differently in another folder. */
  readonly path: string;
  /** Major and minor, such as `3.11`. */
  readonly version: string;
}

/** In order of preference: the pins were made with 3.11. */
export const supportedPythons = ['3.11', '3.12', '3.13', '3.10'] as const;

const probe = 'import sys; print(sys.executable); print("%d.%d" % sys.version_info[:2])';

/**
 * The best interpreter in PATH, by `python3.11` and so on, then whatever `python3` is.
 *
 * @throws NoPythonError when there is none that Airflow can run on
 */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python> {
  const seen: string[] = [];
  for (const name of [...supportedPythons.map((version) => `python${version}`), 'python3', 'python']) {
    const python = await probePython(name, env);
    if (python === undefined) continue;
    if ((supportedPythons as readonly string[]).includes(python.version)) return python;
    seen.push(`${python.path} is ${python.version}`);
  }
  throw new NoPythonError(seen);
}

async function probePython(name: string, env: NodeJS.ProcessEnv): Promise<Python | undefined> {
  try {
    const { code, output } = await runCommand(name, ['-I', '-c', probe], { env });
    const [path, version] = output.split('\n');
    return code === 0 && path && version ? { path, version } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export class NoPythonError extends Error {
  readonly code = 'MF6030';
  readonly advice = 'Install Python 3.11 (or 3.10, 3.12, 3.13) so that python3 is in PATH, and try again.';

  constructor(seen: readonly string[]) {
    super(
      `Airflow needs Python 3.10 to 3.13, which was not found${seen.length > 0 ? `: ${seen.join(', ')}` : ' in PATH'}`,
    );
    this.name = 'NoPythonError';
  }
}
