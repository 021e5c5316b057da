import { baseImage } from './base-image';

const team = { containerRegistry: 'registry.example.com/team' };

test.each([
  ['ubuntu:24.04', 'registry.example.com/team/ubuntu:24.04'],
  ['films/node', 'registry.example.com/team/films/node'],
  ['ghcr.io/films/node', 'ghcr.io/films/node'],
  ['localhost/node', 'localhost/node'],
  ['registry:5000/node', 'registry:5000/node'],
])('%s is %s where the team has a registry', (image, base) => {
  expect(baseImage({ image }, team)).toBe(base);
});

test('without a registry of the team an image is what is written', () => {
  expect(baseImage({ image: 'node:22' }, { containerRegistry: undefined })).toBe('node:22');
});

test('no image is no base', () => {
  expect(baseImage({}, team)).toBeUndefined();
  expect(baseImage({ image: null }, team)).toBeUndefined();
});
