export { type LocalRegistry, startLocalRegistry } from './local-registry';
export { packPackages } from './pack-packages';
