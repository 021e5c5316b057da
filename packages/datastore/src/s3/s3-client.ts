import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type ServerSideEncryption,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { downloadObject, downloadUnpacking } from './download-object';
import { isMissing } from './missing';
import type { S3NewObject, S3Object, S3Operations, S3Upload } from './s3-protocol';
import type { S3Settings } from './s3-settings';

/** Where AWS keeps what has no region. */
const fallbackRegion = 'us-east-1';
const connectionMilliseconds = 30_000;
/** Each of the requests that are served at once may read several ranges. */
const connections = 256;
/** How long S3 may say nothing while a request is under way. */
const silenceMilliseconds = 120_000;

/** S3 through the SDK, which finds credentials by its default chain. */
export async function openS3(settings: S3Settings): Promise<S3Operations> {
  const client = await makeClient(settings);
  const target = ({ bucket, key }: S3Object) => ({ Bucket: bucket, Key: key });
  const uploadTarget = ({ upload, ...object }: S3Upload) => ({ ...target(object), UploadId: upload });
  const newObject = ({ attributes, exclusive, ...object }: S3NewObject) => ({
    ...target(object),
    ...(attributes && { Metadata: { ...attributes } }),
    ...(exclusive && { IfNoneMatch: '*' }),
    ...(settings.encryption && { ServerSideEncryption: settings.encryption as ServerSideEncryption }),
  });
  return {
    get: ({ bucket, key }) => downloadObject(client, { bucket, key }, settings.retries),
    getUnpacking: ({ bucket, key }) => downloadUnpacking(client, { bucket, key }, settings.retries),
    async size(object) {
      try {
        const { ContentLength = 0 } = await client.send(new HeadObjectCommand(target(object)));
        return ContentLength;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async list({ bucket, prefix }) {
      const names: string[] = [];
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, Delimiter: '/', ContinuationToken: token }),
        );
        for (const { Key = '' } of page.Contents ?? []) names.push(Key.slice(prefix.length));
        for (const { Prefix = '' } of page.CommonPrefixes ?? []) names.push(Prefix.slice(prefix.length, -1));
        token = page.NextContinuationToken;
      } while (token !== undefined);
      // Some tools mark a folder with an object that has its name.
      return names.filter((name) => name !== '');
    },
    async put({ body, ...object }) {
      await client.send(new PutObjectCommand({ ...newObject(object), Body: body }));
    },
    async remove(object) {
      await client.send(new DeleteObjectCommand(target(object)));
    },
    async beginUpload(object) {
      const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand(newObject(object)));
      return UploadId;
    },
    async sendPart({ number, body, ...upload }) {
      const command = new UploadPartCommand({ ...uploadTarget(upload), PartNumber: number, Body: body });
      const { ETag, ChecksumCRC32 } = await client.send(command);
      return { ETag, ChecksumCRC32 };
    },
    async endUpload({ parts, ...upload }) {
      const Parts = parts.map((part, index) => ({ ...part, PartNumber: index + 1 }));
      await client.send(new CompleteMultipartUploadCommand({ ...uploadTarget(upload), MultipartUpload: { Parts } }));
    },
    async abandonUpload(upload) {
      await client.send(new AbortMultipartUploadCommand(uploadTarget(upload)));
    },
  };
}

async function makeClient(settings: S3Settings): Promise<S3Client> {
  const { region } = settings;
  const client = clientIn(region, settings);
  if (region !== undefined) return client;
  try {
    await client.config.region();
    return client;
  } catch {
    // No profile names one. Buckets elsewhere are found by redirection.
    return clientIn(fallbackRegion, settings);
  }
}

function clientIn(region: string | undefined, { endpoint, retries }: S3Settings): S3Client {
  return new S3Client({
    ...(region !== undefined && { region }),
    followRegionRedirects: true,
    maxAttempts: retries + 1,
    retryMode: 'adaptive',
    requestHandler: {
      connectionTimeout: connectionMilliseconds,
      socketTimeout: silenceMilliseconds,
      httpAgent: { keepAlive: true, maxSockets: connections },
      httpsAgent: { keepAlive: true, maxSockets: connections },
    },
    ...(endpoint !== undefined && {
      endpoint,
      // Other makes of S3 have one host name for all buckets, and not all of them know the newer checksums.
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  });
}
