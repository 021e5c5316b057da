import { readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import {
  assembleFlowIR,
  compareReadings,
  type Diagnostic,
  type FlowDescription,
  type FlowIR,
  type FlowSyntax,
  lint,
  sortDiagnostics,
} from '@mf/ir';
import { bundleFlow } from './bundle/bundle-flow';
import { moduleImporter } from './bundle/module-importer';
import { writeBundle, type WrittenBundle } from './bundle/write-bundle';
import { extractFlow } from './extract/extract-flow';
import { bakeConfigs } from './bundle/bake-configs';
import { describeBundles, type LoadFailure } from './load/describe-bundles';
import type { GivenConfigs } from './load/loader-process';
import { mapConcurrently } from './map-concurrently';

export interface CompileOptions {
  /** Absolute path of the workspace. */
  readonly root: string;
  /** Absolute path of the module that exports `createProgram` and `runIfEntry`: `require.resolve('@mf/runtime/program')`. */
  readonly runnerModule: string;
  /** Folder that bundles are written to. Made when it is needed. */
  readonly workDir: string;
  /** Environment of the author's code while it is loaded; that of this process without it. */
  readonly env?: NodeJS.ProcessEnv;
  /** How long one flow may take to load, in milliseconds. */
  readonly timeout?: number;
  /** What was given for configs of the flows. */
  readonly configs?: GivenConfigs;
}

export interface CompiledFlow {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** What was read; undefined when the file could not be read. For code frames. */
  readonly source?: string;
  /** There whenever the class could be read; sound only when no diagnostic is an error. */
  readonly ir?: FlowIR;
  /** There whenever the flow could be bundled. */
  readonly bundle?: WrittenBundle;
  /** All that is wrong with the file, in the order of the source. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles one flow: see `compileFlows`. */
export async function compileFlow({
  file,
  ...options
}: CompileOptions & { readonly file: string }): Promise<CompiledFlow> {
  const [compiled] = await compileFlows([file], options);
  return compiled as CompiledFlow;
}

/**
 * Compiles flows: reads each from its source, bundles it into the work folder, loads the bundles in a process of their own, and puts both
 * readings together. Everything that is wrong with a file is reported at once, and one flow never hides another.
 *
 * @param files absolute, or relative to the root
 * @returns one result for each file, in their order
 * @throws BundleNotWrittenError
 */
export async function compileFlows(
  files: readonly string[],
  options: CompileOptions,
): Promise<readonly CompiledFlow[]> {
  const root = await realpath(options.root);
  const bundled = await mapConcurrently(files, bundlesAtOnce, (file) => bundleFile(root, file, options));
  const loadable = bundled.filter((flow) => flow.bundle !== undefined);
  const described = await describeBundles(
    loadable.map(({ bundle, file }) => ({
      file: (bundle as WrittenBundle).path,
      folder: dirname(resolve(root, file)),
    })),
    {
      ...(options.env && { env: options.env }),
      ...(options.timeout !== undefined && { timeout: options.timeout }),
      ...(options.configs && { configs: options.configs }),
    },
  );
  const loaded = new Map(loadable.map((flow, index) => [flow, described[index]]));
  return mapConcurrently(bundled, bundlesAtOnce, async (flow) => {
    const result = loaded.get(flow);
    if (!result) return finish(flow, undefined, undefined);
    if (!('description' in result)) return finish(flow, undefined, result.failure);
    const { description } = result;
    return finish(await withConfigs(flow, description, options.workDir), description, undefined);
  });
}

/** esbuild works in threads of its own; more at once would only take memory. */
const bundlesAtOnce = 8;

interface BundledFlow {
  readonly file: string;
  readonly source?: string;
  readonly syntax?: FlowSyntax;
  readonly bundle?: WrittenBundle;
  /** Where the values of configs belong in the bundle's code. */
  readonly configsAt?: number;
  readonly diagnostics: readonly Diagnostic[];
}

async function bundleFile(
  root: string,
  given: string,
  { runnerModule, workDir }: CompileOptions,
): Promise<BundledFlow> {
  const path = isAbsolute(given) ? given : resolve(root, given);
  let source: string;
  try {
    source = await readFile(path, 'utf8');
  } catch (error) {
    const file = relative(root, path).split(sep).join('/');
    return { file, diagnostics: [unreadable(file, error as NodeJS.ErrnoException)] };
  }
  const file = relative(root, await realpath(path))
    .split(sep)
    .join('/');
  const { syntax, loadable, diagnostics } = await extractFlow(source, file, moduleImporter(root, file));
  if (!syntax || !loadable) return { file, source, ...(syntax && { syntax }), diagnostics };
  const { bundle, diagnostics: found } = await bundleFlow({ root, file, syntax, runnerModule, cacheFolder: workDir });
  return {
    file,
    source,
    syntax,
    ...(bundle && {
      bundle: await writeBundle(workDir, syntax.name, bundle),
      configsAt: bundle.configsAt,
    }),
    diagnostics: [...diagnostics, ...found],
  };
}

/** The flow with a bundle that has the values of its configs inside: every process that runs it has the same ones. */
async function withConfigs(flow: BundledFlow, { configs }: FlowDescription, workDir: string): Promise<BundledFlow> {
  const { bundle, syntax, configsAt } = flow;
  if (!configs || !bundle || !syntax || configsAt === undefined) return flow;
  return { ...flow, bundle: await bakeConfigs(workDir, syntax.name, bundle, configsAt, configs) };
}

function finish(
  { file, source, syntax, bundle, diagnostics }: BundledFlow,
  description: FlowDescription | undefined,
  failure: LoadFailure | undefined,
): CompiledFlow {
  const ir = syntax && assembleFlowIR(syntax, description);
  const all: Diagnostic[] = [...diagnostics];
  if (syntax && failure) all.push({ ...failure, severity: 'error', at: failure.at ?? syntax.at });
  if (syntax && description) all.push(...compareReadings(syntax, description));
  if (ir) all.push(...lint(ir, syntax?.uses));
  return {
    file,
    ...(source !== undefined && { source }),
    ...(ir && { ir }),
    ...(bundle && { bundle }),
    diagnostics: sortDiagnostics(all),
  };
}

function unreadable(file: string, { code, message }: NodeJS.ErrnoException): Diagnostic {
  return {
    code: 'MF1000',
    severity: 'error',
    message: code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${message}.`,
    advice: 'Give the path of a flow file.',
    at: { file, line: 1, column: 1 },
  };
}
