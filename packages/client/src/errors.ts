/** The object that a pathspec names does not exist. */
export class NotFoundError extends Error {
  readonly code = 'MF4040';

  constructor(
    /** `Flow`, `Run`, `Step`, `Task` or `DataArtifact`. */
    readonly kind: string,
    readonly pathspec: string,
    readonly advice = 'Check the name, and that METAFLOW_DATASTORE_SYSROOT_LOCAL or the current directory is that of the run; with a metadata service, METAFLOW_SERVICE_URL.',
  ) {
    super(`${kind}('${pathspec}') does not exist`);
    this.name = 'NotFoundError';
  }
}

/** The object exists, but is not in the current namespace. */
export class NamespaceMismatchError extends Error {
  readonly code = 'MF4041';
  readonly advice = 'Call namespace(null) to see everything, or namespace(...) with the namespace of its owner.';

  constructor(
    readonly kind: string,
    readonly pathspec: string,
    readonly namespace: string,
  ) {
    super(`${kind}('${pathspec}') is not in the namespace ${JSON.stringify(namespace)}`);
    this.name = 'NamespaceMismatchError';
  }
}

/** A pathspec that has too many or too few components, or one that can't be a name. */
export class InvalidPathspecError extends Error {
  readonly code = 'MF4042';
  readonly advice: string;

  constructor(
    readonly kind: string,
    readonly pathspec: string,
    expected: string,
  ) {
    super(`${JSON.stringify(pathspec)} is not the pathspec of a ${kind}`);
    this.name = 'InvalidPathspecError';
    this.advice = `Write new ${kind}('${expected}').`;
  }
}

/** The code of a task cannot be read: the package, or what the metadata says of it, is not as Metaflow writes it. */
export class CodePackageError extends Error {
  readonly code = 'MF4043';
  readonly advice = 'Read it with the version of Metaflow that wrote it; `tarball` gives its bytes as they are.';

  constructor(
    /** Where the package is, or what was taken for a record of it. */
    readonly place: string,
    problem: string,
  ) {
    super(`The code package ${place} cannot be read: ${problem}`);
    this.name = 'CodePackageError';
  }
}
