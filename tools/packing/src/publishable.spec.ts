import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const rooms = readdirSync(join(root, 'packages')).filter((room) =>
  existsSync(join(root, 'packages', room, 'package.json')),
);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
  readonly engines: { readonly node: string };
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, string | { readonly types?: string; readonly default?: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const read = (room: string, file: string) => readFileSync(join(root, 'packages', room, file), 'utf8');

describe.each(rooms)('packages/%s', (room) => {
  const manifest = JSON.parse(read(room, 'package.json')) as Manifest;

  it('says what it is, under which license, and where it runs', () => {
    expect(manifest).toMatchObject({ name: `@mf/${room}`, license: 'Apache-2.0', engines: { node: '>=20.19' } });
    expect(manifest.description).toBeTruthy();
    expect(read(room, 'LICENSE')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
    expect(read(room, 'README.md')).toMatch(new RegExp(`^# @mf/${room}\n`));
  });

  it('exports modules with types, and packs what they need without tests', () => {
    expect(manifest.files).toEqual(expect.arrayContaining(['dist', '!dist/**/*.spec.*', '!dist/*.tsbuildinfo']));
    expect(manifest.exports).toHaveProperty(['./package.json']);
    const modules = Object.values(manifest.exports).filter((target) => typeof target !== 'string');
    expect(modules.length).toBeGreaterThan(0);
    for (const { types, default: code } of modules) {
      expect(types).toBe(code?.replace(/\.js$/, '.d.ts'));
      expect(
        existsSync(join(root, 'packages', room, types!.replace('./dist/', './src/').replace(/\.d\.ts$/, '.ts'))),
      ).toBe(true);
    }
  });

  it('names the other packages of this repository in the version that they have', () => {
    const own = Object.entries(manifest.dependencies ?? {}).filter(([name]) => name.startsWith('@mf/'));
    const versions = own.map(([name]) => [name, (JSON.parse(read(name.slice(4), 'package.json')) as Manifest).version]);
    expect(own).toEqual(versions);
  });
});
