import { dirname } from 'node:path';
import { inspect } from 'node:util';
import { MetaflowExceptionWrapper } from '@mf/datastore';
import { adviceBesideBundle, besideBundleCode, isMissingBesideBundle } from '@mf/ir';

/** How deep a chain of causes is told. */
const causeLimit = 5;

/**
 * All that is said about an error that ended a step: its stack, what caused it, and for a coded error what to do.
 * One text, without a newline at its end.
 */
export function describeFailure(error: unknown): string {
  const advice = adviceOf(error);
  return [...causes(error, causeLimit), ...(advice === undefined ? [] : [advice])].join('\n');
}

/** An error as Metaflow's readers know it: its message, its name as the type, and what was printed of it. */
export function failureArtifact(error: unknown): MetaflowExceptionWrapper {
  const isError = error instanceof Error;
  return new MetaflowExceptionWrapper(
    isError ? error.message : textOf(error),
    isError ? error.name : 'Error',
    describeFailure(error),
  );
}

function causes(error: unknown, left: number): string[] {
  if (!(error instanceof Error)) return [`Thrown: ${textOf(error)}`];
  const stack = typeof error.stack === 'string' && error.stack !== '' ? error.stack : String(error);
  const inner: unknown[] =
    error instanceof AggregateError ? error.errors : error.cause === undefined ? [] : [error.cause];
  if (left === 0) return [stack];
  return [
    stack,
    ...inner.flatMap((cause) =>
      causes(cause, left - 1).map((text, index) => (index === 0 ? `Caused by: ${text}` : text)),
    ),
  ];
}

function adviceOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // What Node was started with is the bundle.
  if (isMissingBesideBundle(error, dirname(process.argv[1] ?? ''))) {
    return `${besideBundleCode}: ${adviceBesideBundle(String(error.stack))}`;
  }
  const { code, advice } = error as { code?: unknown; advice?: unknown };
  return typeof code === 'string' && /^MF\d{4}$/.test(code) && typeof advice === 'string'
    ? `${code}: ${advice}`
    : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}
