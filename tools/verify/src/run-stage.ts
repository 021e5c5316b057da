import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Stage } from './stages';
import { nothing, type Tally } from './tally';

/** Runs a suite with its output passed through. A suite that crashes before it reports counts as one failure. */
export async function runStage(root: string, stage: Stage): Promise<Tally> {
  const scratch = await mkdtemp(join(tmpdir(), 'mf-verify-'));
  try {
    const report = join(scratch, 'report.json');
    const args = stage.kind === 'jest' ? [...stage.args, '--json', `--outputFile=${report}`] : stage.args;
    const code = await exitCode(root, args, stage);
    if (stage.kind === 'check') {
      return code === 0 ? { ...nothing, passed: 1 } : failure(`${stage.name}: ended with ${code}`);
    }
    return countTests(stage.name, JSON.parse(await readFile(report, 'utf8')) as JestReport, code);
  } catch (error) {
    console.error(`[verify] ${stage.name}: ${String(error)}`);
    return failure(`${stage.name}: ${String(error)}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const failure = (text: string): Tally => ({ passed: 0, failed: 1, failures: [text] });

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** What all its tests say, or why it did not come to them. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Characters of a failure that are told again at the end. */
const longest = 3000;

export function countTests(stage: string, report: JestReport, code: number): Tally {
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const nothingRan = report.numPassedTests + failed === 0;
  return {
    passed: report.numPassedTests,
    failed: failed || (code !== 0 || nothingRan ? 1 : 0),
    failures: failuresOf(report).map(([name, message]) =>
      `${stage}: ${name}\n${stripVTControlCharacters(message).slice(0, longest)}`.trimEnd(),
    ),
  };
}

function failuresOf({ testResults }: JestReport): (readonly [name: string, message: string])[] {
  return testResults.flatMap(({ name, status: outcome, message, assertionResults }) =>
    outcome === 'failed' && assertionResults.length === 0
      ? [[basename(name), message] as const]
      : assertionResults.flatMap(({ fullName, status, failureMessages = [] }) =>
          status === 'failed' ? [[fullName, failureMessages.join('\n')] as const] : [],
        ),
  );
}

function exitCode(root: string, args: readonly string[], stage: Stage): Promise<number> {
  return new Promise((resolve, reject) => {
    // Jest reports to stderr and, with --json, the same report again to stdout.
    const child = spawn(process.execPath, [...args], {
      cwd: root,
      env: { ...process.env, ...stage.env },
      stdio: ['ignore', stage.kind === 'jest' ? 'ignore' : 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
