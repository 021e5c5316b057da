import type { Diagnostic, Position } from '@mf/ir';
import type { Message } from 'esbuild';
import { entryName } from './flow-entry';
import { sentence } from '../sentence';
import { nativeModule } from './native-modules';

/**
 * What esbuild says, as diagnostics at the author's position.
 *
 * @param flowAt where a message without a place is put
 */
export function bundleErrors(messages: readonly Message[], flowAt: Position): Diagnostic[] {
  return messages.map((message) => ({ severity: 'error', at: position(message, flowAt), ...explain(message) }));
}

/** Warnings about the author's own code; what esbuild thinks of installed packages is not the author's to change. */
export function bundleWarnings(messages: readonly Message[], flowAt: Position): Diagnostic[] {
  return messages
    .filter(({ location }) => location && !location.file.includes('node_modules/'))
    .map((message) => ({
      code: 'MF3004',
      severity: 'warning',
      message: sentence(message.text),
      advice: notes(message) ?? 'Look at this line: it may not do what it seems to.',
      at: position(message, flowAt),
    }));
}

function explain(message: Message): Pick<Diagnostic, 'code' | 'message' | 'advice'> {
  if (message.detail === nativeModule) {
    return {
      code: 'MF3002',
      message: `${message.text}, which cannot be part of a bundle: it is made for one kind of machine.`,
      advice:
        'Use a package that is written in JavaScript or WebAssembly instead, or leave it outside: ' +
        '"mf": { "external": ["NAME OF THE PACKAGE"] } in package.json.',
    };
  }
  const unresolved = /^Could not resolve "(.*)"$/.exec(message.text)?.[1];
  if (unresolved !== undefined) {
    const [why] = message.notes.map(({ text }) => text).filter((text) => !text.includes('mark the path'));
    return {
      code: 'MF3001',
      message: `Nothing can be found for the import ${JSON.stringify(unresolved)}.${why === undefined ? '' : ` ${sentence(why)}`}`,
      advice: /^[./]/.test(unresolved)
        ? 'Check the path: it is relative to this file.'
        : `Install ${packageName(unresolved)}, or check its name. A package of this workspace may have to be built first.`,
    };
  }
  return {
    code: 'MF3003',
    message: `The flow cannot be bundled: ${sentence(message.text)}`,
    advice: notes(message) ?? 'Correct this line.',
  };
}

function position({ location }: Message, flowAt: Position): Position {
  if (!location || location.file === entryName || !['', 'file'].includes(location.namespace)) return flowAt;
  // esbuild counts columns in bytes, from 0.
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
  return { file: location.file, line: location.line, column: before.length + 1 };
}

function notes({ notes: all }: Message): string | undefined {
  return all.length === 0 ? undefined : all.map(({ text }) => sentence(text)).join(' ');
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
