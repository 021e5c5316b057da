import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type FlowIR, supervisedFlow } from '@mf/ir';
import { launcher } from '@mf/runtime';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { sha256 } from './digest';
import type { TextFile } from './write-files';

/** The program that starts bundles fast, as it lies beside those that are deployed, named by its content. */
export function deployedLauncher(): TextFile {
  const text = readFileSync(launcher, 'utf8');
  return { path: `mf-start-${contentName(text)}.cjs`, text };
}

/**
 * What a scheduler starts for a flow: `node FILE step NAME ...` does what `node BUNDLE step NAME ...` does, in half the time or less. It lies beside
 * the bundle, and is named by its content.
 *
 * @param launcherFile name of the launcher beside it
 */
export function startFile({ ir, bundle, bundleFiles }: RunnableFlow, launcherFile: string): TextFile {
  const runner = bundleFiles.find(({ file }) => file.startsWith('mf-runner-'))!.file;
  const files = { bundle: basename(bundle), runner, ...knownFlow(ir) };
  const text = `require(${JSON.stringify(`./${launcherFile}`)}).start(__dirname, ${JSON.stringify(files, null, 2)});\n`;
  return { path: `${ir.name}-${contentName(text)}.cjs`, text };
}

/** As text: it is read by the process that looks after a step, and by no other. */
function knownFlow(ir: FlowIR): { readonly flow?: string } {
  const flow = supervisedFlow(ir);
  return flow ? { flow: JSON.stringify(flow) } : {};
}

const contentName = (text: string): string => sha256(text).slice(0, 16);
