/** What is known of deployments cannot be read or written. */
export class DeliveryStoreError extends Error {
  override readonly name = 'DeliveryStoreError';
  readonly code = 'MF2903';
  readonly advice =
    'Make the datastore of the environment available: what was deployed is written down there. "env" of the environment can say where it is.';

  constructor(what: string, cause: Error) {
    super(`${what}: ${cause.message}`, { cause });
  }
}
