export default async function stopSuite(): Promise<void> {
  await globalThis.stopDockerSuite?.();
}
