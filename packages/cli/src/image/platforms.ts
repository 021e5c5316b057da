import type { Architecture } from '@mf/image';
import { UsageError } from '../options/usage-error';

/**
 * The architectures of `linux/amd64,linux/arm64`.
 *
 * @throws UsageError
 */
export function platforms(text: string): Architecture[] {
  return text.split(',').map((platform) => {
    const architecture = /^linux\/(amd64|arm64)$/.exec(platform.trim())?.[1];
    if (architecture === undefined)
      throw new UsageError(
        `--platform=${text} is no list of platforms`,
        'Give linux/amd64, linux/arm64, or both with a comma.',
      );
    return architecture as Architecture;
  });
}
