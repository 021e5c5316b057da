import { join } from 'node:path';
import { prunedLockfile } from '@mf/image';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { writeFiles } from '../snapshot/write-files';
import { imageContent } from './image-content';
import type { ImageOptions } from './flow-image';

/** The user of images of ours, who owns none of their files. */
const user = '65532:65532';

/** The base of a Dockerfile, which takes its own from no registry of ours. */
const defaultBase = 'node:24-slim';

/**
 * Writes a folder for `docker build`, kaniko or buildah, where these have to make the images: the files of the image, each layer in a folder of
 * its own, and a Dockerfile that puts them on the base.
 *
 * @param folder absolute
 * @throws OutputNotWritableError, DependencyNotLockedError, DependenciesNotInstalledError
 */
export async function writeBuildContext(flow: RunnableFlow, options: ImageOptions, folder: string): Promise<void> {
  const { layers, command, dependencies } = await imageContent(flow, options.with);
  const files = layers.flatMap(({ entries }, index) =>
    entries.flatMap((entry) =>
      'content' in entry
        ? [{ path: join(String(index), entry.path), text: Buffer.from(entry.content).toString('utf8') }]
        : [],
    ),
  );
  const dockerfile = [
    `ARG BASE=${options.base ?? defaultBase}`,
    'FROM ${BASE}',
    ...(dependencies
      ? [
          `COPY dependencies/ /${dependencies.folder}/`,
          `RUN cd /${dependencies.folder} && npm ci --omit=dev --ignore-scripts`,
        ]
      : []),
    ...layers.map((_, index) => `COPY ${index}/ /`),
    `USER ${user}`,
    `ENTRYPOINT ${JSON.stringify(['node', ...command])}`,
    '',
  ];
  if (dependencies) {
    const { manifest, lockfile } = await prunedLockfile(dependencies);
    files.push(
      { path: join('dependencies', 'package.json'), text: JSON.stringify(manifest) },
      { path: join('dependencies', 'package-lock.json'), text: JSON.stringify(lockfile) },
    );
  }
  await writeFiles(folder, [...files, { path: 'Dockerfile', text: dockerfile.join('\n') }]);
}
