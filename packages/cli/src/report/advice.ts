import type { CodedError } from './coded-error';

/** NamespaceMismatchError of @mf/client, which most commands have no other use for. */
const namespaceMismatch = 'MF4041';

/** What to do about an error, in the words of the command line where the error itself speaks of the client's functions. */
export function adviceFor(error: CodedError): string {
  if (error.code !== namespaceMismatch) return error.advice;
  return [
    'mf list and mf tag find the runs of everybody with --namespace "", and those of one with --namespace user:NAME.',
    'mf logs and mf dump find a run that is named, whoever made it.',
  ].join('\n');
}
