import { posix } from 'node:path';

/** A folder in a branch of a repository somewhere else. */
export interface GitAddress {
  readonly url: string;
  /** Where the repository's HEAD is when not given. */
  readonly branch?: string;
  /** Relative to the top of the repository. */
  readonly folder: string;
}

const form =
  /^(?<url>[a-z][a-z0-9+.-]*:\/\/[^#]+|[\w.-]+@[\w.-]+:[^#]+)(?:#(?<branch>[^:#]*)(?::(?<folder>[^#]*))?)?$/i;

/**
 * Reads `https://example.com/dags.git#branch:folder` or `git@example.com:dags.git#branch:folder`: the fragment is the one that docker takes.
 * Undefined for what is no address of a repository, and for a folder outside of it.
 */
export function parseGitAddress(text: string): GitAddress | undefined {
  const parts = form.exec(text)?.groups;
  if (!parts) return undefined;
  const folder = posix.normalize(`./${parts['folder'] ?? ''}`);
  if (/^\.\.(\/|$)/.test(folder)) return undefined;
  return { url: parts['url']!, ...(parts['branch'] && { branch: parts['branch'] }), folder };
}

/** A text without the user and password, or token, that addresses in it may have. */
export function withoutCredentials(text: string): string {
  return text.replace(/(https?:\/\/)[^/@\s]+@/gi, '$1');
}
