import { parseReference, referenceText, registryUrl } from './reference';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}` as const;

test.each([
  ['node', { registry: 'docker.io', name: 'library/node' }],
  ['index.docker.io/team/app:1', { registry: 'docker.io', name: 'team/app', tag: '1' }],
  ['team/app', { registry: 'docker.io', name: 'team/app' }],
  ['localhost/app', { registry: 'localhost', name: 'app' }],
  ['localhost:5000/a/b:v1.2', { registry: 'localhost:5000', name: 'a/b', tag: 'v1.2' }],
  ['[::1]:5000/app', { registry: '[::1]:5000', name: 'app' }],
  [`ghcr.io/team/app@${digest}`, { registry: 'ghcr.io', name: 'team/app', digest }],
  [`ghcr.io/team/app:22@${digest}`, { registry: 'ghcr.io', name: 'team/app', tag: '22', digest }],
])('%s is read as docker reads it', (text, reference) => {
  expect(parseReference(text)).toEqual(reference);
});

test.each([
  ['', 'a repository has lower-case letters'],
  ['Team/App', 'a repository has lower-case letters'],
  ['ghcr.io/team/app:', ' is no tag'],
  ['ghcr.io/team/app:a b', 'a b is no tag'],
  ['ghcr.io/team/app@sha256:12', 'sha256:12 is no sha256 digest'],
  ['https://ghcr.io/app', 'https: is no host'],
  [`app@${digest}@${digest}`, 'more than one @'],
])('%s is refused', (text, why) => {
  expect(() => parseReference(text)).toThrow(
    expect.objectContaining({ code: 'MF8010', message: expect.stringContaining(why) }),
  );
});

test('a reference is written in full', () => {
  expect(referenceText(parseReference('node:20'))).toBe('docker.io/library/node:20');
  expect(referenceText(parseReference(`localhost:5000/a@${digest}`))).toBe(`localhost:5000/a@${digest}`);
});

test("only machines of one's own are spoken to without HTTPS, unless asked to", () => {
  const url = (registry: string) => registryUrl(registry, false);
  expect(url('docker.io')).toBe('https://registry-1.docker.io');
  expect(['localhost:5000', '127.0.0.1:5000', '[::1]:5000'].map(url)).toEqual([
    'http://localhost:5000',
    'http://127.0.0.1:5000',
    'http://[::1]:5000',
  ]);
  expect(url('localhost.example.com')).toBe('https://localhost.example.com');
  expect(registryUrl('registry:5000', true)).toBe('http://registry:5000');
});
