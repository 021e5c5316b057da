import type { Plugin } from 'esbuild';

/** What a message of esbuild's carries when a native module was imported. */
export const nativeModule = Symbol('native module');

/** Says clearly that a native module (`.node`) cannot be part of a bundle. */
export const rejectNativeModules: Plugin = {
  name: 'mf-native-modules',
  setup(build) {
    build.onResolve({ filter: /\.node$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { errors: [{ text: `${path} is a native module`, detail: nativeModule }] },
    );
  },
};
