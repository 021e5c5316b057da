import { type Lockfile, pruneLockfile } from './prune-lockfile';

const lockfile: Lockfile = {
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '^1.0.0', z: '1' } },
    'node_modules/a': {
      version: '1.2.0',
      dependencies: { b: '^2.0.0' },
      optionalDependencies: { 'a-mac': '1', none: '1' },
    },
    'node_modules/a-mac': { version: '1.0.0' },
    'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { c: '1', a: '1' } },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/c': { version: '1.0.0', peerDependencies: { '@s/p': '1' } },
    'node_modules/@s/p': { version: '1.0.0' },
    'node_modules/z': { version: '1.0.0' },
    'node_modules/own': { link: true },
  },
};

test('keeps what is needed, in the versions and places of the workspace', () => {
  const { manifest, lockfile: pruned } = pruneLockfile(lockfile, ['a']);
  expect(manifest).toEqual({ name: 'dependencies', dependencies: { a: '1.2.0' } });
  expect(Object.keys(pruned.packages)).toEqual([
    '',
    'node_modules/@s/p',
    'node_modules/a',
    'node_modules/a-mac',
    'node_modules/a/node_modules/b',
    'node_modules/c',
  ]);
  expect(pruned.packages['node_modules/a']).toBe(lockfile.packages['node_modules/a']);
});

test.each(['nothing', 'own'])('refuses %s, which no registry has for this workspace', (name) => {
  expect(() => pruneLockfile(lockfile, [name])).toThrow(
    expect.objectContaining({ code: 'MF8004', message: expect.stringContaining(name) }),
  );
});
