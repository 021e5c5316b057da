/** One suite of the workspace. A `jest` stage counts its tests; a `check` counts as one. */
export interface Stage {
  readonly name: string;
  readonly kind: 'jest' | 'check';
  /** Arguments of node, relative to the workspace root. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Part of `npm run verify`: needs neither root nor anything beyond Node and Python. */
  readonly always: boolean;
}

/**
 * For suites that speak to this machine alone. Node reads the certificates of others whenever it starts, which makes that take three times
 * as long, and these suites start thousands.
 */
const offline = { NODE_EXTRA_CA_CERTS: '' };

const jest = (config: string) => ['node_modules/jest/bin/jest.js', '--config', config];

export const stages: readonly Stage[] = [
  { name: 'lint', kind: 'check', args: ['node_modules/eslint/bin/eslint.js', '.'], always: true },
  // Imports that lead back to where they began. ESLint's rules for that read everything again, and pass over types.
  { name: 'circles', kind: 'check', args: ['node_modules/oxlint/bin/oxlint'], always: true },
  {
    name: 'format',
    kind: 'check',
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
    always: true,
  },
  {
    name: 'types',
    kind: 'check',
    args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.spec.json'],
    always: true,
  },
  {
    name: 'docs',
    kind: 'check',
    args: ['node_modules/vitepress/bin/vitepress.js', 'build', 'tools/docs'],
    always: true,
  },
  { name: 'unit', kind: 'jest', args: jest('jest.config.js'), env: offline, always: true },
  {
    name: 'apps',
    kind: 'check',
    args: [
      'node_modules/nx/dist/bin/nx.js',
      'run-many',
      '-t',
      'check',
      'test',
      '--projects=apps/*',
      '--outputStyle=static',
    ],
    env: { ...offline, NX_DAEMON: 'false' },
    always: true,
  },
  {
    name: 'metaflow-client',
    kind: 'jest',
    args: jest('e2e/metaflow-client/jest.config.js'),
    env: offline,
    always: true,
  },
  { name: 'samples', kind: 'jest', args: jest('e2e/docs/jest.config.js'), always: true },
  // On newer versions of Node.
  { name: 'node-versions', kind: 'jest', args: jest('e2e/node-versions/jest.config.js'), always: true },
  { name: 'crash', kind: 'jest', args: jest('e2e/crash/jest.config.js'), env: offline, always: true },
  {
    name: 'metadata-service',
    kind: 'jest',
    args: jest('e2e/metadata-service/jest.config.js'),
    env: offline,
    always: true,
  },
  { name: 's3', kind: 'jest', args: jest('e2e/s3/jest.config.js'), env: offline, always: true },
  { name: 'image', kind: 'jest', args: jest('e2e/image/jest.config.js'), always: true },
  { name: 'deploy', kind: 'jest', args: jest('e2e/deploy/jest.config.js'), always: true },
  { name: 'nx', kind: 'jest', args: jest('e2e/nx/jest.config.js'), always: true },
  {
    name: 'airflow-3',
    kind: 'jest',
    args: jest('e2e/airflow/jest.config.js'),
    env: { ...offline, AIRFLOW_VERSION: '3' },
    always: true,
  },
  {
    name: 'airflow-2',
    kind: 'jest',
    args: jest('e2e/airflow/jest.config.js'),
    env: { ...offline, AIRFLOW_VERSION: '2' },
    always: false,
  },
  // Flows in pods of a real Airflow. Brings up a Kubernetes, too.
  ...(['3', '2'] as const).map((version): Stage => ({
    name: `airflow-kubernetes-${version}`,
    kind: 'jest',
    args: jest('e2e/airflow-kubernetes/jest.config.js'),
    env: { AIRFLOW_VERSION: version },
    always: false,
  })),
  // Flows in containers of a Docker daemon, which takes root.
  ...(['3', '2'] as const).map((version): Stage => ({
    name: `airflow-docker-${version}`,
    kind: 'jest',
    args: jest('e2e/airflow-docker/jest.config.js'),
    env: { AIRFLOW_VERSION: version },
    always: false,
  })),
  // Brings up a real Kubernetes on this machine, which takes root.
  { name: 'kubernetes', kind: 'jest', args: jest('e2e/kubernetes/jest.config.js'), always: false },
];
