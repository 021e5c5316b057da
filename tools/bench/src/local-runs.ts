import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { benchEnv, type Command } from './measure';

/** A folder with a datastore of its own, and the commands that are compared in it. */
export interface LocalRuns {
  readonly folder: string;
  /** `mf ...` */
  ours(...args: string[]): Command;
  /** `python FILE ...` with the real Metaflow. */
  metaflow(file: string, ...args: string[]): Command;
  /** A script for Node, or for the Python that has Metaflow. */
  script(language: 'node' | 'python', ...args: string[]): Command;
  /** A process of Node's that does nothing. */
  readonly node: Command;
  /** The same where NODE_EXTRA_CA_CERTS names a file, as behind a company's proxy: Node 20 reads it whenever it starts. */
  withCertificates(command: Command): Command;
}

export function localRuns(folder: string, mf: string, python: string): LocalRuns {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}\n');
  const env = {
    ...benchEnv,
    METAFLOW_USER: 'bench',
    METAFLOW_HOME: join(folder, 'metaflow-home'),
    METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
    METAFLOW_DEFAULT_DATASTORE: 'local',
    METAFLOW_DEFAULT_METADATA: 'local',
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
  const command = (...argv: string[]): Command => ({ argv, cwd: folder, env });
  const certificates = join(folder, 'certificates.pem');
  writeFileSync(certificates, rootCertificates.join('\n'));
  return {
    folder,
    ours: (...args) => command(process.execPath, mf, ...args),
    metaflow: (file, ...args) => command(python, file, '--no-pylint', '--quiet', ...args),
    script: (language, ...args) => command(language === 'node' ? process.execPath : python, ...args),
    node: command(process.execPath, '-e', '0'),
    withCertificates: (given) => ({ ...given, env: { ...given.env, NODE_EXTRA_CA_CERTS: certificates } }),
  };
}
