import { image } from '@mf/cli/image';
import { configuredIo, printOutcomes } from '@mf/cli/report';
import type { ExecutorContext } from '@nx/devkit';
import { configOptions } from '../config-options';
import { reportErrors } from '../report-errors';
import type { ImageExecutorOptions } from './options';
import { imageRequests } from './requests';

/** `mf image`, of all flows of the project. */
export default function makeImages(
  options: ImageExecutorOptions,
  { root }: ExecutorContext,
): Promise<{ success: boolean }> {
  return reportErrors(async () => {
    const io = configuredIo(root);
    return {
      success: (await printOutcomes(image(imageRequests(options, root), io, configOptions(options)), io)) === 0,
    };
  });
}
