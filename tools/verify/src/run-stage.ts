import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stage } from './stages';
import type { Tally } from './tally';

/** Runs a suite with its output passed through. A suite that crashes before it reports counts as one failure. */
export async function runStage(root: string, stage: Stage): Promise<Tally> {
  const scratch = await mkdtemp(join(tmpdir(), 'mf-verify-'));
  try {
    const report = join(scratch, 'report.json');
    const args = stage.kind === 'jest' ? [...stage.args, '--json', `--outputFile=${report}`] : stage.args;
    const code = await exitCode(root, args, stage);
    if (stage.kind === 'check') return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    return countTests(JSON.parse(await readFile(report, 'utf8')) as JestReport, code);
  } catch (error) {
    console.error(`[verify] ${stage.name}: ${String(error)}`);
    return { passed: 0, failed: 1 };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

export function countTests(report: JestReport, code: number): Tally {
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const nothingRan = report.numPassedTests + failed === 0;
  return { passed: report.numPassedTests, failed: failed || (code !== 0 || nothingRan ? 1 : 0) };
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
