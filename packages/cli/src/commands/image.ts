import { join, relative } from 'node:path';
import { type Architecture, type BuiltImage, writeDockerArchive, writeOciLayout } from '@mf/image';
import { canonicalJson } from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { decospecs } from '../options/decospecs';
import { writeBuildContext } from '../image/build-context';
import { configuredBase } from '../image/configured-base';
import { buildFlowImage, flowsRepository, imageTag, type ImageOptions, pushFlowImage } from '../image/flow-image';
import { platforms } from '../image/platforms';
import { RegistryNotConfiguredError } from '../kubernetes/errors';
import { flowOutcomes } from '../flow-outcomes';
import type { LoadedFlow } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { kebabCase, outputFolder } from '../snapshot/output-folder';
import { writeFiles } from '../snapshot/write-files';
import type { FlowOutcome } from '../report/flow-outcome';

/** Ways to have an image as files: an OCI layout, an archive for `docker load`, a folder for `docker build`. */
export type ImageFormat = 'oci' | 'docker' | 'dockerfile';

/** A flow, and what becomes of its image. */
export interface ImageRequest {
  readonly file: string;
  /** Folder to write to, relative to the current one; the default when not given. */
  readonly output?: string;
  /** Repository to push to; `true` for the one of METAFLOW_KUBERNETES_CONTAINER_REGISTRY. */
  readonly push?: string | true;
  /** An OCI layout when nothing is pushed, nothing else when there is a push, when not given. */
  readonly format?: readonly ImageFormat[];
  readonly base?: string;
  /** `linux/amd64,linux/arm64` or one of them. */
  readonly platform?: string;
  readonly plainHttp?: boolean;
  readonly with: readonly string[];
}

/** Makes the image of each flow, pushes it or writes it as files, and says in `image.json` what it is. */
export function image(
  requests: readonly ImageRequest[],
  io: CommandIo,
  configs: ConfigOptions = {},
): AsyncGenerator<FlowOutcome> {
  // Bases take minutes the first time, and outcomes are printed when they are there: what happens meanwhile is told at once.
  const onProgress = (file: string) => (message: string) => void io.stderr.write(`${file}: ${message}\n`);
  return flowOutcomes(requests, io, configs, (flow, request, out) =>
    imageOfOne(flow, request, onProgress(flow.file), out),
  );
}

async function imageOfOne(
  flow: LoadedFlow,
  request: ImageRequest,
  onProgress: (message: string) => void,
  io: CommandIo,
): Promise<boolean> {
  const compiled = compiledOrReported(flow, io);
  if (!compiled) return false;
  const { name } = compiled.ir;
  const options = imageOptions(request, onProgress, io);
  const repository = request.push === true ? flowsRepository(io.env) : request.push;
  if (request.push === true && repository === undefined) throw new RegistryNotConfiguredError();
  const built = await buildFlowImage(compiled, options, io);
  const folder =
    request.output === undefined
      ? join(outputFolder({ root: flow.root, flowName: name, cwd: io.cwd, output: undefined }), 'image')
      : outputFolder({ root: flow.root, flowName: name, cwd: io.cwd, output: request.output });
  const shown = (path: string): string => relative(io.cwd, path) || '.';
  const lines = [`${name}: ${built.digest} for ${built.images.map(platformText).join(' and ')}`];
  for (const format of request.format ?? (repository === undefined ? (['oci'] as const) : [])) {
    const path = join(folder, fileOf[format]);
    if (format === 'oci') await writeOciLayout(built, path, imageTag(name, built));
    if (format === 'docker') await writeDockerArchive(built, ownArchitecture(), path, dockerName(name, built));
    if (format === 'dockerfile') await writeBuildContext(compiled, options, path);
    lines.push(`wrote ${shown(path)}`);
  }
  let reference: string | undefined;
  if (repository !== undefined) {
    const pushed = await pushFlowImage(built, name, repository, options, io);
    reference = pushed.reference;
    lines.push(
      pushed.isNew ? `pushed ${reference} (${kilobytes(pushed.sentBytes)} KB)` : `${reference} is there already`,
    );
  }
  await writeFiles(folder, [{ path: 'image.json', text: manifestText(name, built, reference) }]);
  io.stdout.write(`${lines.join('\n  ')}\n`);
  return true;
}

/** What a request, or else the environment, says of how images are made. */
function imageOptions(request: ImageRequest, onProgress: (message: string) => void, { env }: CommandIo): ImageOptions {
  const base = request.base ?? configuredBase(env);
  return {
    ...(base !== undefined && { base }),
    ...(request.platform !== undefined && { architectures: platforms(request.platform) }),
    ...(request.plainHttp !== undefined && { plainHttp: request.plainHttp }),
    with: decospecs(request.with, undefined, env),
    onProgress,
  };
}

const fileOf: Readonly<Record<ImageFormat, string>> = { oci: 'oci', docker: 'docker.tar', dockerfile: 'context' };

/** What was made, for programs that go on with it. */
function manifestText(flow: string, built: BuiltImage, reference: string | undefined): string {
  const manifest = {
    imageVersion: 1,
    flow,
    digest: built.digest,
    tag: imageTag(flow, built),
    platforms: Object.fromEntries(built.images.map((each) => [platformText(each), each.manifest.digest])),
    ...(built.base !== undefined && { base: built.base }),
    ...(reference !== undefined && { reference }),
  };
  return `${canonicalJson(manifest, 2)}\n`;
}

function platformText({ architecture }: { readonly architecture: Architecture }): string {
  return `linux/${architecture}`;
}

/** Docker takes an image of the machine that it runs on. */
function ownArchitecture(): Architecture {
  return process.arch === 'arm64' ? 'arm64' : 'amd64';
}

function dockerName(flow: string, built: BuiltImage): string {
  const name = kebabCase(flow);
  return `${name}:${imageTag(flow, built).slice(-16)}`;
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
