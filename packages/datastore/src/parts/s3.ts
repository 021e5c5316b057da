// The thread that speaks to S3. A file of its own, for the SDK in it is larger than all that tasks without S3 load.
import { workerData } from 'node:worker_threads';
import { serveRequests } from '../s3/serve-requests';
import type { S3ThreadData } from '../s3/s3-protocol';

const { port, signal, settings } = workerData as S3ThreadData;
serveRequests(port, signal, async () => {
  // Not before there is somebody to tell when it fails.
  const { openS3 } = await import('../s3/s3-client.js');
  return openS3(settings);
});
