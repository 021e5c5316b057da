import { basename, dirname, extname, resolve } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';
import { commonOptions } from './build-options';
import { esbuild } from './esbuild-service';
import { withoutCanvas } from './without-canvas';
import { contentName } from './written-file';

/** A piece of the runner that only some tasks load: a CommonJS file that lies beside the bundles, named by its content. */
export interface RunnerPart {
  /** `mf-<name>-<hash>.cjs` */
  readonly file: string;
  readonly code: string;
}

/** A part that a module finds with `require.resolve(path)`, to start a thread with it. */
export interface ThreadProgram {
  /** Absolute path of the module. */
  readonly importer: string;
  readonly path: string;
  /** The part's. */
  readonly file: string;
}

/** What came of the parts of a runner. */
export interface BuiltParts {
  readonly parts: readonly RunnerPart[];
  readonly programs: readonly ThreadProgram[];
  /** Absolute paths of what they are made from. */
  readonly inputs: readonly string[];
}

/** The modules that are parts: all of a folder `parts`, where they are loaded with `import()` or found with `require.resolve()`. */
const partModule = /(^|\/)parts\/[\w-]+(\.js)?$/;
const partKinds: readonly string[] = ['dynamic-import', 'require-resolve'];

/** Takes the parts out of a build of the runner, and out of one another. */
export class RunnerParts {
  readonly #building = new Map<string, Promise<RunnerPart>>();
  readonly #programs = new Map<string, ThreadProgram>();
  readonly #inputs = new Set<string>();

  constructor(private readonly conditions: string[]) {}

  readonly plugin: Plugin = {
    name: 'mf-runner-parts',
    setup: (build) => {
      build.onResolve({ filter: partModule }, async ({ path, kind, importer, resolveDir }) => {
        if (!partKinds.includes(kind)) return undefined;
        const found = await build.resolve(path, { kind: 'import-statement', importer, resolveDir });
        if (found.errors.length > 0) return { errors: found.errors };
        const { file } = await this.#part(found.path);
        if (kind === 'require-resolve') this.#programs.set(`${importer} ${path}`, { importer, path, file });
        return { path: `./${file}`, external: true };
      });
    },
  };

  /** The parts that were met so far. */
  async finished(): Promise<BuiltParts> {
    const parts = await Promise.all(this.#building.values());
    return {
      parts: parts.sort((a, b) => (a.file < b.file ? -1 : 1)),
      programs: [...this.#programs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, program]) => program),
      inputs: [...this.#inputs],
    };
  }

  #part(module: string): Promise<RunnerPart> {
    const known = this.#building.get(module);
    if (known) return known;
    const building = this.#build(module);
    this.#building.set(module, building);
    return building;
  }

  async #build(module: string): Promise<RunnerPart> {
    const { build } = esbuild();
    const folder = dirname(module);
    const { outputFiles, metafile } = await build({
      ...commonOptions,
      // No stack trace of an author's goes through a part, so it may be as small as it gets. It also keeps paths out of it.
      minify: true,
      keepNames: false,
      // A CommonJS file has its own.
      define: {},
      absWorkingDir: folder,
      entryPoints: [module],
      format: 'cjs',
      // A part that loads another one does it by `require`, like the runner: that sees all that a compiled package exports.
      supported: { 'dynamic-import': false },
      conditions: this.conditions,
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
      plugins: [this.plugin, withoutCanvas],
      metafile: true,
    });
    for (const input of inputFiles(metafile, folder)) this.#inputs.add(input);
    const code = outputFiles[0]?.text ?? '';
    return { file: `mf-${basename(module, extname(module))}-${contentName(code)}.cjs`, code };
  }
}

/** The files that a build read; not what it was given as text. */
export function inputFiles({ inputs }: Metafile, folder: string): string[] {
  return Object.keys(inputs)
    .filter((input) => !/^[<(]|^[\w-]{2,}:/.test(input))
    .map((input) => resolve(folder, input));
}
