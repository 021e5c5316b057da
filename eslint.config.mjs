import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Which package may import which: dependencies point one way (design of the rooms: docs/architecture.md).
 * A package that is not named here may import nothing of ours.
 */
const mayImport = {
  flow: [],
  ir: [],
  compiler: ['ir'],
  datastore: [],
  client: ['datastore'],
  runtime: ['flow', 'ir', 'datastore', 'client', 'cards'],
  airflow: ['ir'],
  kubernetes: ['ir'],
  cards: ['flow'],
  image: [],
  cli: ['flow', 'ir', 'compiler', 'datastore', 'client', 'runtime', 'airflow', 'kubernetes', 'image'],
  nx: ['flow', 'ir', 'compiler', 'datastore', 'client', 'runtime', 'airflow', 'kubernetes', 'image', 'cli'],
};

/** Packages that compute only: files, processes and the network are for the rooms at the edges. */
const pure = ['flow', 'ir'];
const io = ['fs', 'child_process', 'net', 'http', 'https', 'worker_threads', 'os', 'path'].flatMap((m) => [
  m,
  `node:${m}`,
  `node:${m}/*`,
]);

const rooms = Object.entries(mayImport).map(([room, allowed]) => ({
  files: [`packages/${room}/src/**/*.ts`],
  ignores: ['**/*.spec.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^@mf/(?!(${[room, ...allowed].join('|')})(/|$))`,
            message: `packages/${room} may import only: ${allowed.map((a) => `@mf/${a}`).join(', ') || 'nothing of ours'}.`,
          },
          { regex: '^(\\.\\./)+(packages|apps|tools|e2e)/', message: 'Reach another project by its package name.' },
          ...(pure.includes(room) ? [{ group: io, message: `packages/${room} does no I/O.` }] : []),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/.nx/**', '**/files/**', '**/fixtures/**', '.metaflow/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'tools/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    rules: {
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-control-regex': 'off',
      'max-lines': ['error', { max: 450, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        __dirname: 'readonly',
        __filename: 'readonly',
        console: 'readonly',
      },
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } } },
  { files: ['**/*.{js,cjs}'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...rooms,
);
