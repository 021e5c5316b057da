/** A piece of the base that is assembled here cannot be had, or is not what it should be. */
export class BasePartError extends Error {
  readonly code = 'MF8001';
  readonly advice =
    'Check the network and npm. Where neither npm nor deb.debian.org can be reached, name an image with Node as the base: --base REFERENCE.';

  constructor(what: string, why: string) {
    super(`The base needs ${what}, which cannot be used: ${why}`);
    this.name = 'BasePartError';
  }
}

/** A blob has other content than its name says. */
export class DigestMismatchError extends Error {
  readonly code = 'MF8002';
  readonly advice = 'Try again. If it stays so, the registry or something on the way to it changes content.';

  constructor(expected: string, found: string) {
    super(`What should be ${expected} is ${found}`);
    this.name = 'DigestMismatchError';
  }
}

/** A file of an image cannot be written or read. */
export class ImageFileError extends Error {
  readonly code = 'MF8003';
  readonly advice = 'Check that the folder can be written and that there is room on the disk.';

  constructor(path: string, cause: Error) {
    super(`${path}: ${cause.message}`, { cause });
    this.name = 'ImageFileError';
  }
}

/** A package that an image needs is not in the lockfile, or is one of the workspace. */
export class DependencyNotLockedError extends Error {
  readonly code = 'MF8004';
  readonly advice =
    'Install it at the top of the workspace with npm. A package of the workspace itself belongs into the bundle: take it from "external".';

  constructor(name: string) {
    super(`${name} stays outside of the bundle, and package-lock.json has no version of it`);
    this.name = 'DependencyNotLockedError';
  }
}

/** npm could not install what an image needs. */
export class DependenciesNotInstalledError extends Error {
  readonly code = 'MF8005';
  readonly advice =
    'See what npm says. Without npm and package-lock.json, put the packages into a base of your own: --base.';

  constructor(why: string) {
    super(`The packages outside of the bundle cannot be installed: ${why}`);
    this.name = 'DependenciesNotInstalledError';
  }
}

/** What the file system says of a file of an image, as the error that is meant for the user; another error stays. */
export function fileError(path: string, error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'syscall' in error
    ? new ImageFileError(path, error as unknown as Error)
    : error;
}

/** A text that is no name of an image. */
export class InvalidReferenceError extends Error {
  readonly code = 'MF8010';
  readonly advice = 'Write it as docker does: registry.example.com/team/image:tag, or ...@sha256:<digest>.';

  constructor(text: string, why: string) {
    super(`"${text}" is no name of an image: ${why}`);
    this.name = 'InvalidReferenceError';
  }
}

/** Nothing answers where the registry should be. */
export class RegistryUnreachableError extends Error {
  readonly code = 'MF8011';
  readonly advice =
    'Check the name and the network. A registry without HTTPS needs --plain-http; one with a certificate of your own NODE_EXTRA_CA_CERTS.';

  constructor(url: string, why: string) {
    super(`The registry at ${url} cannot be reached: ${why}`);
    this.name = 'RegistryUnreachableError';
  }
}

/** The registry does not know who asks. */
export class RegistryUnauthorizedError extends Error {
  readonly code = 'MF8012';
  readonly advice: string;

  constructor(registry: string, why: string) {
    super(`${registry} does not accept the credentials: ${why}`);
    this.name = 'RegistryUnauthorizedError';
    this.advice = `Call "docker login ${registry}", or name a credential helper for it in docker's config.json.`;
  }
}

/** The registry knows who asks, and does not allow it. */
export class RegistryDeniedError extends Error {
  readonly code = 'MF8013';
  readonly advice = 'Ask for the right to push there, or push to another repository.';

  constructor(repository: string, why: string) {
    super(`Access to ${repository} is denied: ${why}`);
    this.name = 'RegistryDeniedError';
  }
}

/** The registry answers with an error, also when asked again. */
export class RegistryFailedError extends Error {
  readonly code = 'MF8014';
  readonly advice = 'Look into the log of the registry.';

  constructor(
    registry: string,
    what: string,
    readonly status: number,
    readonly said: string,
  ) {
    super(`${registry} answers ${what} with ${status}: ${said}`);
    this.name = 'RegistryFailedError';
  }
}

/** Docker's file of credentials, or a program that it names, is of no use. */
export class CredentialsError extends Error {
  readonly code = 'MF8015';
  readonly advice = 'Correct it, or call "docker login" anew.';

  constructor(why: string) {
    super(why);
    this.name = 'CredentialsError';
  }
}

/** The registry has no such image. */
export class ImageNotFoundError extends Error {
  readonly code = 'MF8016';
  readonly advice = 'Check name, tag and digest.';

  constructor(reference: string) {
    super(`There is no image ${reference}`);
    this.name = 'ImageNotFoundError';
  }
}

/** An image is not made for an architecture that is asked for. */
export class PlatformMissingError extends Error {
  readonly code = 'MF8017';
  readonly advice = 'Take another base, or build only for what it is made for: --platform linux/amd64.';

  constructor(reference: string, architecture: string, there: readonly string[]) {
    super(`${reference} is not made for linux/${architecture}, but for ${there.join(', ') || 'nothing'}`);
    this.name = 'PlatformMissingError';
  }
}

/** What a registry has under the name is no image that can be built upon. */
export class UnreadableImageError extends Error {
  readonly code = 'MF8018';
  readonly advice = 'Name an image that docker can run.';

  constructor(reference: string, why: string) {
    super(`${reference} is no image to build upon: ${why}`);
    this.name = 'UnreadableImageError';
  }
}
