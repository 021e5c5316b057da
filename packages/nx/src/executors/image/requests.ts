import { join } from 'node:path';
import type { ImageRequest } from '@mf/cli/image';
import { listedValues } from '../mf-words';
import { outputFolder } from '../output-folder';
import { refuseUnknownOptions } from '../unknown-target-option';
import { type ImageExecutorOptions, imageOptionNames } from './options';

/** @throws OutputOutsideWorkspaceError, UnknownTargetOptionError */
export function imageRequests(options: ImageExecutorOptions, workspaceRoot: string): ImageRequest[] {
  refuseUnknownOptions(options, imageOptionNames);
  const { flows, output, push, format, base, platform, plainHttp } = options;
  return flows.map(({ file, name }) => ({
    file,
    output: join(outputFolder(workspaceRoot, output, name), 'image'),
    ...(push !== undefined && push !== false && { push }),
    ...(format && { format }),
    ...(base !== undefined && { base }),
    ...(platform !== undefined && { platform }),
    ...(plainHttp !== undefined && { plainHttp }),
    with: listedValues({ ...options }, 'with'),
  }));
}
