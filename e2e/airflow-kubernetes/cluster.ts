import { runCommand } from '@mf/tools-python';

/** `kubectl` at the cluster of KUBECONFIG; its output. */
export async function kubectl(...args: string[]): Promise<string> {
  const { code, output } = await runCommand(process.env['KUBECTL'] ?? 'kubectl', args, { env: process.env });
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}:\n${output}`);
  return output;
}
