import type { ProjectConfiguration, ProjectGraphExternalNode } from '@nx/devkit';
import { importTargets } from './import-target';

const project = (root: string, packageName?: string): ProjectConfiguration =>
  ({ root, ...(packageName !== undefined && { metadata: { js: { packageName } } }) }) as ProjectConfiguration;

const external = (name: string): ProjectGraphExternalNode => ({
  type: 'npm',
  name: `npm:${name}`,
  data: { version: '1.0.0', packageName: name },
});

const targetOf = importTargets(
  {
    projects: {
      root: project('.'),
      train: project('apps/train', '@acme/train'),
      films: project('libs/films', '@acme/films'),
      nested: project('libs/films/nested'),
    },
    externalNodes: { 'npm:lodash': external('lodash'), 'npm:@x/y': external('@x/y') },
  },
  (specifier) => (specifier === '#films' ? ['libs/films/src/index.ts'] : []),
);

describe('importTargets', () => {
  it.each([
    ['./help', 'train'],
    ['../../../libs/films/src/index', 'films'],
    ['../../../libs/films/nested/a', 'nested'],
    ['../../../libs/other/a', undefined],
    ['../../../../outside', undefined],
    ['#films', 'films'],
    ['@acme/films', 'films'],
    ['@acme/films/sub/path', 'films'],
    ['lodash/get', 'npm:lodash'],
    ['@x/y/z', 'npm:@x/y'],
    ['unknown', undefined],
    ['#private', undefined],
    ['node:fs', undefined],
    ['fs/promises', undefined],
    ['https://example.org/a.js', undefined],
    ['/absolute', undefined],
  ])('leads %s to %s', (specifier, target) => {
    expect(targetOf(specifier, 'apps/train/src/train.flow.ts')).toBe(target);
  });
});
