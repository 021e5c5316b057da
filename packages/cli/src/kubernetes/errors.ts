/** Pods cannot see the disk of the machine that starts them. */
export class DatastoreNotSharedError extends Error {
  override readonly name = 'DatastoreNotSharedError';
  readonly code = 'MF9005';
  readonly advice =
    'Use --datastore s3, with METAFLOW_DATASTORE_SYSROOT_S3=s3://bucket/prefix. Docs: docs/kubernetes.md.';

  constructor(steps: readonly string[]) {
    const which = steps.length === 1 ? `Step ${steps[0]} runs` : `Steps ${steps.join(', ')} run`;
    super(`${which} on Kubernetes, where nobody can read the local datastore of this machine`);
  }
}

/** There is nowhere to put the image of a flow. */
export class RegistryNotConfiguredError extends Error {
  override readonly name = 'RegistryNotConfiguredError';
  readonly code = 'MF9006';
  readonly advice =
    'Set METAFLOW_KUBERNETES_CONTAINER_REGISTRY=registry.example.com/team: the nodes must be able to pull from there.';

  constructor() {
    super('The image of the flow has to be in a registry, and none is configured');
  }
}
