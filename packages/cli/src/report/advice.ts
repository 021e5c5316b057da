import type { CodedError } from './coded-error';

/** NamespaceMismatchError of @mf/client, which most commands have no other use for. */
const namespaceMismatch = 'MF4041';

/** What to do about an error, in the words of the command line where the error itself speaks of the client's functions. */
export function adviceFor(error: CodedError): string {
  if (error.code !== namespaceMismatch) return error.advice;
  return [
    'Runs of everybody are found with --namespace "", and those of one with --namespace user:NAME.',
    'mf logs, mf dump and mf card find a run that is named, whoever made it, where no namespace is given.',
  ].join('\n');
}
