import { NamespaceMismatchError } from '@mf/client';
import type { CodedError } from './coded-error';

/** What to do about an error, in the words of the command line where the error itself speaks of the client's functions. */
export function adviceFor(error: CodedError): string {
  if (!(error instanceof NamespaceMismatchError)) return error.advice;
  return [
    'mf list and mf tag find the runs of everybody with --namespace "", and those of one with --namespace user:NAME.',
    'mf logs and mf dump find a run that is named, whoever made it.',
  ].join('\n');
}
