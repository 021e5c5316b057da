export { type Registry, type RegistrySettings, startRegistry } from './registry';
