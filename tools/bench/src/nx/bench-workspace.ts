import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the targets of a flow's project are: those that the plugin infers, or some that are written out, in a workspace without the plugin. */
export type FlowTargets = 'inferred' | ((project: ProjectName) => object);

export interface ProjectName {
  readonly name: string;
  /** Relative to the workspace. */
  readonly root: string;
}

/** One target that does nothing. */
export const oneNoOp = (): object => ({
  compile: { command: 'true', cache: true, inputs: ['default', '^default'], outputs: [] },
});

/**
 * The targets of a project that the plugin has inferred, for all projects: each does nothing.
 *
 * @param targets of one of them, as Nx shows it
 */
export function noOpsLike(shown: ProjectName, targets: Readonly<Record<string, object>>): (of: ProjectName) => object {
  const noOps = Object.entries(targets).map(([name, target]) =>
    name === 'compile'
      ? [name, { ...target, executor: 'nx:run-commands', options: { command: 'true' }, outputs: [] }]
      : [name, { ...target, executor: 'nx:noop', options: {}, configurations: {} }],
  );
  const text = JSON.stringify(Object.fromEntries(noOps));
  return ({ name, root }) => JSON.parse(text.replaceAll(shown.root, root).replaceAll(shown.name, name)) as object;
}

export interface BenchWorkspace {
  readonly root: string;
  /** Project of the flow that `changeFlow` changes. */
  readonly changedFlow: ProjectName;
  /** Changes one flow. */
  changeFlow(): void;
  /** Changes the library that ten flows use. */
  changeLibrary(): void;
}

/** Where flows can be deployed to: a folder. */
export const environment = 'staging';

const teams = 30;
const libraries = 20;
const usersOfLastLibrary = 10;

/**
 * Writes a workspace of many flows: 30 teams, each flow a project of its own, and 20 shared libraries. Every flow uses two of them by their
 * aliases; ten flows use the last one, too.
 *
 * @param nodeModules where Nx, TypeScript and our packages are installed
 * @param lockfile that says which they are: Nx reads it
 */
export function writeBenchWorkspace(
  root: string,
  flows: number,
  targets: FlowTargets,
  nodeModules: string,
  lockfile: string,
): BenchWorkspace {
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  write('package.json', readFileSync(join(dirname(lockfile), 'package.json'), 'utf8'));
  write('package-lock.json', readFileSync(lockfile, 'utf8'));
  write('.gitignore', 'node_modules\n.nx\n.metaflow\ndist\n');
  const options = { environments: { [environment]: { dags: 'dist/dags' } } };
  const plugins = targets === 'inferred' ? [{ plugin: '@mf/nx/plugin', options }] : [];
  // As `nx add @mf/nx` writes it.
  const namedInputs = { production: ['default', '!{projectRoot}/**/*.spec.ts'] };
  write('nx.json', JSON.stringify({ neverConnectToCloud: true, analytics: false, namedInputs, plugins }));
  const paths = { '@bench/*': ['./libs/*/src/index.ts'] };
  write('tsconfig.base.json', JSON.stringify({ compilerOptions: { strict: true, module: 'preserve', paths } }));
  symlinkSync(nodeModules, join(root, 'node_modules'));

  for (let i = 0; i < libraries; i++) {
    write(`libs/${libraryName(i)}/project.json`, JSON.stringify({ name: libraryName(i) }));
    write(`libs/${libraryName(i)}/src/index.ts`, librarySource(i, 0));
  }
  for (let i = 0; i < flows; i++) {
    const project = flowProject(i);
    const written = targets === 'inferred' ? {} : { targets: targets({ name: flowName(i), root: project }) };
    write(`${project}/project.json`, JSON.stringify({ name: flowName(i), ...written }));
    write(`${project}/src/${flowName(i)}.flow.ts`, flowSource(i, 0));
  }

  let version = 0;
  return {
    root,
    changedFlow: { name: flowName(0), root: flowProject(0) },
    changeFlow: () => write(`${flowProject(0)}/src/${flowName(0)}.flow.ts`, flowSource(0, ++version)),
    changeLibrary: () =>
      write(`libs/${libraryName(libraries - 1)}/src/index.ts`, librarySource(libraries - 1, ++version)),
  };
}

const libraryName = (i: number) => `lib-${String(i).padStart(2, '0')}`;
const flowName = (i: number) => `flow-${String(i).padStart(4, '0')}`;
const flowProject = (i: number) => `teams/team-${String(i % teams).padStart(2, '0')}/${flowName(i)}`;

function librarySource(i: number, version: number): string {
  return `/** Version ${version}. */\nexport function scale${i}(value: number): number {\n  return value * ${i + 1} + ${version};\n}\n`;
}

function flowSource(i: number, version: number): string {
  const own = [i % (libraries - 1), (i + 7) % (libraries - 1)];
  const used = i < usersOfLastLibrary ? [...own, libraries - 1] : own;
  const imports = used.map((library) => `import { scale${library} } from '@bench/${libraryName(library)}';`);
  return `import { FlowSpec, parameter, retry, step, type Inputs } from '@mf/flow';
${imports.join('\n')}

/** Version ${version} of flow ${i}. */
export class Flow${String(i).padStart(4, '0')} extends FlowSpec {
  alpha = parameter({ default: 0.01, help: 'Learning rate' });

  items!: number[];
  score!: number;

  /** Find the items. */
  @step start() {
    this.items = [1, 2, 3].map((item) => item + ${version});
    this.next(this.work, { foreach: 'items' });
  }

  /** Work on one. */
  @retry({ times: 2 })
  @step work() {
    this.score = ${used.map((library) => `scale${library}(this.alpha)`).join(' + ')};
    this.next(this.join);
  }

  /** Keep the best. */
  @step join(inputs: Inputs<Flow${String(i).padStart(4, '0')}>) {
    this.score = Math.max(...inputs.map((input) => input.score));
    this.next(this.end);
  }

  @step end() {
    console.log(this.score);
  }
}
`;
}
