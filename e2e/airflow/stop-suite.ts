import { rm } from 'node:fs/promises';

export default async function stopSuite(): Promise<void> {
  const { airflow, folder } = globalThis.airflowOfSuite ?? {};
  await airflow?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
