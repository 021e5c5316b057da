export { cacheFolder } from './cache-folder';
export { findPython, NoPythonError, type Python } from './find-python';
export { freePort } from './free-port';
export { PythonInstallError } from './install-error';
export { installLocalService, installMetaflow } from './install-metaflow';
export { installPinned, type PinnedEnvironment } from './install-pinned';
export { type ObjectStore, startObjectStore } from './object-store';
export { runCommand, type CommandOptions, type CommandResult } from './run-command';
export { venvEnvironment } from './venv-environment';
