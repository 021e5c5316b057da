/** Whether S3 says that an object, as opposed to its bucket, is not there. */
export function isMissing(error: unknown): boolean {
  const { name } = error as Error;
  return name === 'NotFound' || name === 'NoSuchKey';
}
