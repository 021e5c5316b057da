import { join } from 'node:path';
import {
  type Architecture,
  BlobStore,
  buildImage,
  type BuiltImage,
  hasImage,
  parseReference,
  type PushedImage,
  pushImage,
  type RegistryOptions,
} from '@mf/image';
import type { DecoratorIR } from '@mf/ir';
import { cacheFolder } from '../cache-folder';
import type { CommandIo } from '../command-io';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { kebabCase } from '../snapshot/output-folder';
import { imageContent } from './image-content';

/** How images of flows are made. */
export interface ImageOptions {
  /** An image with Node; mf's own when not given. */
  readonly base?: string;
  /** Those of the base when not given. */
  readonly architectures?: readonly Architecture[];
  /** Whether registries on other machines are spoken to without HTTPS. */
  readonly plainHttp?: boolean;
  /** Decorators that every step gets besides its own. */
  readonly with?: readonly DecoratorIR[];
  /** What takes a while is told. */
  readonly onProgress?: (message: string) => void;
}

/** Makes the image of a flow. @throws what `buildImage` throws */
export async function buildFlowImage(flow: RunnableFlow, options: ImageOptions, io: CommandIo): Promise<BuiltImage> {
  const { with: added, base, architectures, onProgress } = options;
  return buildImage(await imageContent(flow, added), {
    store: imageStore(io.env),
    registry: registryOptions(options, io),
    ...(base !== undefined && { base }),
    ...(architectures && { architectures }),
    ...(onProgress && { onProgress }),
  });
}

/**
 * Puts the image of a flow into a repository, which the flows of a team can share: so they share the base there. Its tag names flow and
 * content; what runs it names it by the digest.
 *
 * @param repository e.g. `registry.example.com/team/flows`
 * @throws InvalidReferenceError, and what `pushImage` throws
 */
export async function pushFlowImage(
  image: BuiltImage,
  flowName: string,
  repository: string,
  options: ImageOptions,
  io: CommandIo,
): Promise<PushedImage> {
  const { onProgress } = options;
  let told = Date.now();
  return pushImage(image, parseReference(repository), imageTag(flowName, image), {
    ...registryOptions(options, io),
    onProgress: ({ sentBytes, totalBytes }) => {
      const now = Date.now();
      if (now - told < 1000) return;
      told = now;
      onProgress?.(`pushed ${megabytes(sentBytes)} of ${megabytes(totalBytes)} MB`);
    },
  });
}

/** @throws InvalidReferenceError, and what `hasImage` throws */
export async function isImageThere(image: string, options: ImageOptions, io: CommandIo): Promise<boolean> {
  return hasImage(parseReference(image), registryOptions(options, io));
}

/**
 * Where the images of flows go when no repository is named: MF_IMAGE_REPOSITORY, else `flows` at the registry of
 * METAFLOW_KUBERNETES_CONTAINER_REGISTRY. Undefined when neither is set.
 */
export function flowsRepository(env: NodeJS.ProcessEnv): string | undefined {
  const registry = env['METAFLOW_KUBERNETES_CONTAINER_REGISTRY'];
  return env['MF_IMAGE_REPOSITORY'] || (registry ? `${registry.replace(/\/+$/, '')}/flows` : undefined);
}

/** Names flow and content. */
export function imageTag(flowName: string, { digest }: BuiltImage): string {
  return `${kebabCase(flowName).slice(0, 100)}-${digest.slice('sha256:'.length, 'sha256:'.length + 16)}`;
}

function registryOptions({ plainHttp, onProgress }: ImageOptions, { env }: CommandIo): RegistryOptions {
  return {
    env,
    ...(plainHttp !== undefined && { plainHttp }),
    retry: { onRetry: (why) => onProgress?.(`trying again: ${why}`) },
  };
}

/** Bases are large and the same for all workspaces. The folder can be deleted at any time. */
function imageStore(env: NodeJS.ProcessEnv): BlobStore {
  return new BlobStore(join(cacheFolder(env), 'images'));
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
