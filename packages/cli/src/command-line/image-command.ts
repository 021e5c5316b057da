import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ImageFormat, ImageRequest } from '../commands/image';
import { withOption } from '../options/shared-options';

export interface ImageActions {
  image(files: string[], options: Omit<ImageRequest, 'file'>): Promise<number>;
}

/** `mf image`. */
export function addImageCommand(program: Command, actions: ImageActions, done: (code: number) => void): Command {
  return program
    .command('image')
    .summary('make the container images of flows')
    .description(
      'Makes the container image of each flow, without Docker: the flow and its runner on a base with Node. The same source is the same ' +
        'image, by digest, on every machine. It is pushed, or written as files.',
    )
    .argument('<files...>', 'the flows')
    .option(
      '--push [repository]',
      'push it there, e.g. registry.example.com/team/flows; to MF_IMAGE_REPOSITORY, or "flows" at METAFLOW_KUBERNETES_CONTAINER_REGISTRY, when none is named. ' +
        'Credentials are those of docker login',
    )
    .addOption(
      new Option(
        '--format <format>',
        'write it as an OCI layout, for docker load, or for docker build; may be repeated',
      )
        .choices(formats)
        .argParser(format),
    )
    .option(
      '--base <image>',
      "an image with Node to build upon, best by digest; METAFLOW_KUBERNETES_CONTAINER_IMAGE when not given, else Node on parts of Debian, of mf's own making",
    )
    .option('--platform <list>', 'linux/amd64, linux/arm64, or both; all that the base is made for when not given')
    .option('--plain-http', 'speak to registries without HTTPS, not only to those on this machine')
    .option('--output <dir>', 'where to write (one flow only); dist/flows/<flow>/image when not given')
    .addOption(withOption())
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  mf image train.flow.ts --push registry.example.com/team/flows\n' +
        '  mf image train.flow.ts --format docker && docker load -i dist/flows/train-flow/image/docker.tar\n',
    )
    .action(async (files: string[], options: Omit<ImageRequest, 'file'>) => done(await actions.image(files, options)));
}

const formats: readonly ImageFormat[] = ['oci', 'docker', 'dockerfile'];

function format(text: string, previous: readonly ImageFormat[] = []): ImageFormat[] {
  const found = formats.find((each) => each === text);
  if (found === undefined) throw new InvalidArgumentError(`Allowed choices are ${formats.join(', ')}.`);
  return [...previous, found];
}
