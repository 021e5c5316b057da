/** Tasks in containers would leave their results where nobody finds them. */
export class ContainerDatastoreError extends Error {
  override readonly name = 'ContainerDatastoreError';
  readonly code = 'MF6041';
  readonly advice =
    'Set METAFLOW_DEFAULT_DATASTORE=s3 and METAFLOW_DATASTORE_SYSROOT_S3, in the environment or in Metaflow’s configuration: containers get what is set here.';

  constructor(datastore: string) {
    super(
      datastore === 'local'
        ? 'Containers share no directory, but the datastore is local'
        : `The datastore is ${datastore}, but METAFLOW_DATASTORE_SYSROOT_S3 does not say where`,
    );
  }
}

/** An image that is not named by its content. */
export class ImageNotPinnedError extends Error {
  override readonly name = 'ImageNotPinnedError';
  readonly code = 'MF6042';
  readonly advice = 'Give the digest too, as mf image prints it: registry.example.com/team/flows@sha256:…';

  constructor(image: string) {
    super(`The image ${image} has no digest: what runs could change without a deployment`);
  }
}

/** Nothing says where the image of the flow goes. */
export class NoImageRepositoryError extends Error {
  override readonly name = 'NoImageRepositoryError';
  readonly code = 'MF6043';
  readonly advice =
    'Give --image-repository registry.example.com/team/flows, or set MF_IMAGE_REPOSITORY; or --image with one that was pushed.';

  constructor() {
    super('The flow runs in containers, but there is no repository for its image');
  }
}
