import { rm } from 'node:fs/promises';

export default async function stopSuite(): Promise<void> {
  const { airflow, s3, folder } = globalThis.airflowOfSuite ?? {};
  await airflow?.stop();
  await s3?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
