import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A workspace in a temporary folder, for tests: with the real `@mf/flow`, and a runner that can only describe. */
export interface TestWorkspace {
  readonly root: string;
  readonly runnerModule: string;
  readonly workDir: string;
  write(file: string, text: string): string;
  remove(): void;
}

const runner = `import { computeDefaults, describeFlow } from '@mf/flow/internal';
export function createProgram(flowClass, syntax) {
  return { syntax, describe: () => describeFlow(flowClass), computeDefaults: (facts, names) => computeDefaults(flowClass, facts, names) };
}
export const serveIfEntry = () => false;
export const supervise = () => {};
export function runIfEntry(bundle, program) {
  if (process.argv[1] !== undefined && bundle === process.argv[1]) console.log(JSON.stringify(program.describe()));
}
`;

export function testWorkspace(files: Readonly<Record<string, string>> = {}): TestWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'mf-compiler-'));
  const write = (file: string, text: string): string => {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const flowPackage = dirname(require.resolve('@mf/flow/package.json'));
  for (const part of ['package.json', 'src']) {
    cpSync(join(flowPackage, part), join(root, 'node_modules/@mf/flow', part), { recursive: true });
  }
  const runnerModule = write('node_modules/@mf/runtime/runner.ts', runner);
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { root, runnerModule, workDir: join(root, 'out'), write, remove: () => rmSync(root, { recursive: true }) };
}

/** A flow `start → end` with something before and in the class. */
export function simpleFlow(name: string, head = '', body = ''): string {
  return `import { FlowSpec, step, retry, parameter } from '@mf/flow';
${head}
export class ${name} extends FlowSpec {
${body}
  @step start() { this.next(this.end); }
  @step end() {}
}
`;
}
