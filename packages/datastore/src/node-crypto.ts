type Crypto = typeof import('node:crypto');

let loaded: Crypto | undefined;

/** Node's module for hashes and random numbers. To load it takes 5 ms of CPU, a sixth of an empty process, and many tasks need none of it. */
export function nodeCrypto(): Crypto {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- By `import` it would be loaded when the module is.
  loaded ??= require('node:crypto') as Crypto;
  return loaded;
}
