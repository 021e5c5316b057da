import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import type { FlowIR, FlowSyntax, StepSyntax, Transition } from '@mf/ir';
import { assembleFlowIR } from '@mf/ir/graph';
import { startProcess } from '../process/child-process';
import { formatLine, type OutputLine } from '../scheduler/output-line';

/** A flow that tests run: its source, and what the compiler would read from it. */
export interface TestFlow {
  readonly name: string;
  /** The module, which exports the class under `name`. */
  readonly source: string;
  readonly steps: Readonly<Record<string, Transition & { readonly inputs?: true }>>;
  readonly parameters?: readonly string[];
  readonly constants?: readonly string[];
}

/** A place of its own for one test: source, bundle and datastore. */
export interface Workplace {
  readonly root: string;
  readonly bundle: string;
  readonly ir: FlowIR;
  /** Environment that leads to the workplace's datastore, as the user `tester`. */
  readonly env: NodeJS.ProcessEnv;
  /** Lines that runs printed, as they are formatted. */
  readonly printed: string[];
  readonly output: (line: OutputLine) => void;
  remove(): void;
}

const at = { file: 'apps/test/src/test.flow.ts', line: 1, column: 1 };

/** Bundles a flow as the compiler does, and describes it by running the bundle. */
export async function workplace(flow: TestFlow): Promise<Workplace> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'mf-runtime-')));
  const bundle = bundleFlow(root, flow);
  const env = { ...process.env, METAFLOW_USER: 'tester', METAFLOW_DATASTORE_SYSROOT_LOCAL: root };
  const described = await runBundle(bundle, ['describe'], env);
  if (described.code !== 0) throw new Error(described.stderr);
  const printed: string[] = [];
  return {
    root,
    bundle,
    ir: assembleFlowIR(syntaxOf(flow), JSON.parse(described.stdout) as Parameters<typeof assembleFlowIR>[1]),
    env,
    printed,
    output: (line) => printed.push(formatLine(line)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Bundles a flow once more, into the same place: the author has changed it. */
export function bundleFlow(root: string, flow: TestFlow): string {
  const sourceFile = join(root, at.file);
  mkdirSync(join(sourceFile, '..'), { recursive: true });
  writeFileSync(sourceFile, flow.source);
  const program = resolve(__dirname, '..', 'program', 'index.ts');
  const entry = [
    `import * as author from ${JSON.stringify(sourceFile)};`,
    `import { createProgram, runIfEntry } from ${JSON.stringify(program)};`,
    `export const program = createProgram(author[${JSON.stringify(flow.name)}], ${JSON.stringify(syntaxOf(flow))});`,
    "runIfEntry(require('node:url').fileURLToPath(import.meta.url), program);",
  ].join('\n');
  const outfile = join(
    root,
    `${createHash('sha1')
      .update(entry + flow.source)
      .digest('hex')}.mjs`,
  );
  const { outputFiles } = buildSync({
    stdin: { contents: entry, resolveDir: __dirname, sourcefile: 'entry.js' },
    outfile,
    bundle: true,
    // As in a bundle of the compiler's: packages in CommonJS expect it.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@mf/source'],
    nodePaths: [resolve(__dirname, '..', '..', '..', '..', 'node_modules')],
    keepNames: true,
    sourcemap: 'external',
    sourcesContent: false,
    tsconfigRaw: {},
  });
  for (const { path, contents, text } of outputFiles) {
    writeFileSync(path, path.endsWith('.map') ? relativeSources(text, root) : contents);
  }
  return outfile;
}

/** Runs a bundle by hand, as an external scheduler does. */
export async function runBundle(
  bundle: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onStart?: (pid: number) => void,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const printed = { stdout: '', stderr: '' };
  const child = startProcess(process.execPath, [bundle, ...args], { env }, (stream, piece) => {
    printed[stream] += piece.toString('utf8');
  });
  if (child.pid !== undefined) onStart?.(child.pid);
  const { code } = await child.ended;
  return { code, ...printed };
}

function syntaxOf(flow: TestFlow): FlowSyntax {
  const fields = [
    ...(flow.parameters ?? []).map((name) => ({ name, at, kind: 'parameter' as const })),
    ...(flow.constants ?? []).map((name) => ({ name, at, kind: 'constant' as const })),
  ];
  const steps = Object.entries(flow.steps).map(([name, { inputs, ...next }]): StepSyntax => {
    return { name, at, doc: '', takesInputs: inputs ?? false, next, nextAt: at, decorators: [] };
  });
  return { name: flow.name, exportName: flow.name, at, doc: '', steps, fields, decorators: [] };
}

/** Sources relative to the workspace: here the test's own directory, and for our packages the one above them. */
function relativeSources(map: string, root: string): string {
  const json = JSON.parse(map) as { sources: string[] };
  const workspace = resolve(__dirname, '..', '..', '..', '..');
  json.sources = json.sources.map((source) => {
    const absolute = resolve(root, source);
    return relative(absolute.startsWith(workspace) ? workspace : root, absolute);
  });
  return JSON.stringify(json);
}
