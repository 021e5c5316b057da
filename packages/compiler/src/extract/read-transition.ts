import { closestName, didYouMean, type SwitchCase, type Transition } from '@mf/ir';
import type { Argument, CallExpression, ObjectExpression, ObjectProperty } from 'oxc-parser';
import type { SourceProblems } from '../source/source-problems';

/** What could be read of one `this.next(...)`. */
export interface ReadTransition {
  /** The best guess where not all of it could be read. */
  readonly next: Transition;
  /** Whether all of it could be read. Otherwise it was reported. */
  readonly complete: boolean;
}

/** Reads the arguments of a `this.next(...)`, and reports what cannot be read without running the code (MF1025 to MF1027). */
export function readTransition(call: CallExpression, step: string, problems: SourceProblems): ReadTransition {
  const [first, second] = call.arguments;
  if (!first) {
    problems.report(
      'MF1025',
      call.start,
      `this.next() of step ${step} names no step.`,
      'Name the step that comes next: this.next(this.end).',
    );
    return { next: { kind: 'end' }, complete: false };
  }
  if (first.type === 'ObjectExpression') return readSwitch(first, call, step, problems);
  const options = call.arguments.find((argument) => argument.type === 'ObjectExpression');
  const targets = call.arguments
    .filter((argument) => argument !== options)
    .map((argument) => readTarget(argument, step, problems));
  const to = targets.filter((target) => target !== undefined);
  if (!options) return { next: plainTransition(to, targets.length), complete: to.length === targets.length };

  const over = readOption(options, 'foreach', step, problems);
  const [target] = to;
  const placed = second === options && call.arguments.length === 2;
  if (!placed) {
    problems.report(
      'MF1026',
      options.start,
      `this.next(...) of step ${step} takes exactly one step before its options.`,
      "Write this.next(this.work, { foreach: 'items' }). To run several steps for each item, split in the step after the foreach.",
    );
  }
  if (target === undefined) return { next: { kind: 'end' }, complete: false };
  return { next: { kind: 'foreach', to: target, over: over ?? '' }, complete: placed && over !== undefined };
}

function plainTransition(to: readonly string[], written: number): Transition {
  const [only] = to;
  if (only === undefined) return { kind: 'end' };
  return written > 1 ? { kind: 'split', to } : { kind: 'linear', to: only };
}

function readSwitch(
  cases: ObjectExpression,
  call: CallExpression,
  step: string,
  problems: SourceProblems,
): ReadTransition {
  const read = cases.properties.map((property) => readCase(property, step, problems));
  const [, options, ...more] = call.arguments;
  let condition: string | undefined;
  if (options?.type === 'ObjectExpression' && more.length === 0) {
    condition = readOption(options, 'condition', step, problems);
  } else {
    problems.report(
      'MF1026',
      (options ?? call).start,
      `The switch of step ${step} does not say which field decides.`,
      "Write this.next({ small: this.a, large: this.b }, { condition: 'size' }).",
    );
  }
  const known = read.filter((each) => each !== undefined);
  return {
    next: { kind: 'switch', condition: condition ?? '', cases: known },
    complete: condition !== undefined && known.length === read.length,
  };
}

function readCase(
  property: ObjectExpression['properties'][number],
  step: string,
  problems: SourceProblems,
): SwitchCase | undefined {
  const value = property.type === 'Property' ? caseValue(property) : undefined;
  if (property.type !== 'Property' || value === undefined) {
    problems.report(
      'MF1027',
      property.start,
      `A case of the switch of step ${step} cannot be read without running the code.`,
      'Write each case as a name, text or number with a step: { small: this.a, 2: this.b }.',
    );
    return undefined;
  }
  const to = readTarget(property.value, step, problems);
  return to === undefined ? undefined : { value, to };
}

function caseValue({ key, computed }: ObjectProperty): string | undefined {
  if (computed) return undefined;
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')
    ? String(key.value)
    : undefined;
}

/** `this.work`. */
function readTarget(argument: Argument, step: string, problems: SourceProblems): string | undefined {
  const name = memberOfThis(argument);
  if (name !== undefined) return name;
  const called = argument.type === 'CallExpression' ? memberOfThis(argument.callee) : undefined;
  const [what, advice] =
    argument.type === 'SpreadElement'
      ? ['A spread in this.next(...)', 'Name each step: this.next(this.a, this.b).']
      : called !== undefined
        ? [
            `this.${called}() in this.next(...) would run the step at once; it`,
            `Remove the parentheses: this.next(this.${called}).`,
          ]
        : [
            'An argument of this.next(...)',
            `Write this.<step>${argument.type === 'Literal' && typeof argument.value === 'string' ? `: this.${argument.value}` : ''}.`,
          ];
  problems.report('MF1025', argument.start, `${what} cannot be read as a step that comes after ${step}.`, advice);
  return undefined;
}

function memberOfThis(node: Argument): string | undefined {
  if (node.type !== 'MemberExpression' || node.computed || node.object.type !== 'ThisExpression') return undefined;
  return node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** The field's name in `{ foreach: 'items' }` or `{ condition: 'size' }`, the only option of its object. */
function readOption(
  options: ObjectExpression,
  wanted: 'foreach' | 'condition',
  step: string,
  problems: SourceProblems,
): string | undefined {
  const example = wanted === 'foreach' ? "{ foreach: 'items' }" : "{ condition: 'size' }";
  let field: string | undefined;
  let complete = true;
  const fault = (offset: number, message: string, advice: string): void => {
    problems.report('MF1026', offset, message, advice);
    complete = false;
  };
  for (const property of options.properties) {
    const name = property.type === 'Property' ? caseValue(property) : undefined;
    if (property.type !== 'Property' || name === undefined) {
      fault(
        property.start,
        `An option of this.next(...) of step ${step} cannot be read without running the code.`,
        `Write ${example}.`,
      );
    } else if (name !== wanted) {
      fault(
        property.start,
        `this.next(...) of step ${step} does not know the option ${name} here.${didYouMean(closestName(name, [wanted]))}`,
        `Write ${example}.`,
      );
    } else if (textOf(property.value) !== undefined) {
      field = textOf(property.value);
    } else {
      const read = memberOfThis(property.value);
      fault(
        property.value.start,
        `The ${wanted} of step ${step} must be the name of a field, written as text.`,
        read === undefined ? `Write ${example}.` : `Write { ${wanted}: '${read}' }.`,
      );
    }
  }
  if (field === undefined && complete)
    fault(options.start, `this.next(...) of step ${step} lacks the option ${wanted}.`, `Write ${example}.`);
  return complete ? field : undefined;
}

function textOf(node: Argument): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}
