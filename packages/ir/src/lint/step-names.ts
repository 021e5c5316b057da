import { flowSpecMembers } from '../reserved-names';
import type { LintRule } from './lint-rule';

export const stepNameRules: readonly LintRule[] = [
  {
    code: 'MF1201',
    summary: 'a step has a reserved name',
    *check({ ir }) {
      for (const { name, at } of ir.steps) {
        if (!flowSpecMembers.has(name)) continue;
        yield {
          at,
          message: `A step cannot be called ${name}: every flow has a member of that name already.`,
          advice: 'Choose another name for the step.',
        };
      }
    },
  },
  {
    code: 'MF1202',
    summary: 'a step name has characters that Metaflow or a scheduler would not take',
    *check({ ir }) {
      for (const { name, at } of ir.steps) {
        if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) continue;
        yield {
          at,
          message: `The step name ${name} would not do as the name of a folder, of a Metaflow step and of a scheduler's task.`,
          advice: 'Begin with a letter, and use only ASCII letters, digits and underscores.',
        };
      }
    },
  },
  {
    code: 'MF1203',
    summary: 'two steps have the same name, or differ only in case',
    *check({ ir }) {
      const seen = new Map<string, string>();
      for (const { name, at } of ir.steps) {
        const other = seen.get(name.toLowerCase());
        if (other === undefined) {
          seen.set(name.toLowerCase(), name);
          continue;
        }
        yield {
          at,
          message:
            other === name
              ? `There are two steps called ${name}, and only the second one would run.`
              : `Steps ${other} and ${name} differ only in case, but their results would share a folder where the file system ignores case.`,
          advice: 'Give one of them another name.',
        };
      }
    },
  },
];
