import type { Compute } from '@mf/airflow';
import { checkComputeOptions } from './compute-options';
import type { ContainerOptions } from './container-deployment';

const refused = (compute: Compute, options: ContainerOptions): string | undefined => {
  try {
    checkComputeOptions({ compute, ...options });
    return undefined;
  } catch (error) {
    const { code, message, advice } = error as { code: string; message: string; advice: string };
    return `${code} ${message}. ${advice}`;
  }
};

it.each<[string, ContainerOptions, Compute[]]>([
  ['--image', { image: 'x' }, ['process']],
  ['--image-repository', { imageRepository: 'x' }, ['process']],
  ['--secret-connection', { secretConnection: ['x'] }, ['process']],
  ['--deferrable', { deferrable: true }, ['process', 'docker']],
  ['--kubernetes-conn-id', { kubernetesConnId: 'x' }, ['process', 'docker']],
  ['--docker-network', { dockerNetwork: 'x' }, ['process', 'kubernetes']],
  ['--docker-conn-id', { dockerConnId: 'x' }, ['process', 'kubernetes']],
])('%s is refused where it means nothing', (option, options, without) => {
  for (const compute of ['process', 'docker', 'kubernetes'] as const)
    expect(refused(compute, options)).toEqual(
      without.includes(compute)
        ? expect.stringContaining(`MF2001 ${option} means nothing with --compute ${compute}. Give --compute `)
        : undefined,
    );
});

it('says which kinds have the option', () => {
  expect(refused('process', { secretConnection: ['x'] })).toContain(
    'Give --compute docker or --compute kubernetes, or leave it out.',
  );
  expect(refused('docker', { deferrable: true })).toContain('Give --compute kubernetes, or leave it out.');
});

it('what is not given means nothing anywhere', () => {
  expect(refused('process', { deferrable: false, secretConnection: [] })).toBeUndefined();
});
