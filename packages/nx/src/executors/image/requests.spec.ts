import { imageRequests } from './requests';

const flow = { file: 'apps/a/src/a.flow.ts', name: 'a-flow' };
const options = { flows: [flow], output: 'dist/flows' };

describe('imageRequests', () => {
  it('gives each flow a folder of its own', () => {
    expect(imageRequests(options, '/ws')).toEqual([
      { file: flow.file, output: '/ws/dist/flows/a-flow/image', with: [] },
    ]);
  });

  it('passes on where to push, what to build upon and what for', () => {
    const chosen = {
      push: 'localhost:5000/flows',
      format: ['oci' as const],
      base: 'node:20',
      platform: 'linux/amd64,linux/arm64',
      plainHttp: true,
    };
    expect(imageRequests({ ...options, ...chosen }, '/ws')).toMatchObject([chosen]);
    expect(imageRequests({ ...options, push: true }, '/ws')).toMatchObject([{ push: true }]);
    expect(imageRequests({ ...options, push: false }, '/ws')[0]).not.toHaveProperty('push');
  });
});
