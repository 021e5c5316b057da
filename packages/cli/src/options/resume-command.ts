import { isDeepStrictEqual } from 'node:util';
import type { LocalRunOptions } from './local-run-options';
import { commonOptions, projectOptions } from './shared-options';
import { shellWord } from './shell-word';

/** What was meant for one run alone. */
const notRepeated = new Set(['tag', 'quiet', 'runIdFile']);

/**
 * The command that continues a run, with those options that the run was started with and that decide where things are found or how they
 * go. Parameters, configs and what started the run come from the run itself.
 */
export function resumeCommand(file: string, run: string, options: LocalRunOptions): string {
  const words = [...commonOptions(), ...projectOptions()].flatMap((option) => {
    const name = option.attributeName();
    const value = (options as unknown as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || notRepeated.has(name) || isDeepStrictEqual(value, option.defaultValue)) return [];
    return [value].flat().flatMap((one) => (one === true ? [option.long!] : [option.long!, String(one)]));
  });
  return ['mf', 'resume', file, '--origin-run-id', run, ...words].map(shellWord).join(' ');
}

/** The command that prints what a task printed. */
export function logsCommand(file: string, pathspec: string, { metadata }: LocalRunOptions): string {
  const words = metadata === undefined ? [] : ['--metadata', metadata];
  return ['mf', 'logs', file, pathspec, ...words].map(shellWord).join(' ');
}
