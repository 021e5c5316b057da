/** What a machine must be to run an image. All are Linux. */
export type Architecture = 'amd64' | 'arm64';

export const architectures: readonly Architecture[] = ['amd64', 'arm64'];
