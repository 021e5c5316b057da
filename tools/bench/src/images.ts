import { appendFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '@mf/tools-python';
import { startRegistry } from '@mf/tools-registry';
import { markdownTable } from '@mf/tools-docs';
import { benchEnv, type Command, measure, median } from './measure';

const flow = `import { FlowSpec, step } from '@mf/flow';

export class ImageFlow extends FlowSpec {
  @step start() {
    console.log(\`begun \${performance.timeOrigin + performance.now()}\`);
    this.next(this.end);
  }

  @step end() {}
}
`;

/** An image that is made and pushed, again, and after a change; and how long it takes until its container is in the author's code. */
export async function images(folder: string, mf: string, rounds: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'image.flow.ts');
  writeFileSync(file, flow);
  const registry = await startRegistry();
  try {
    const out = join(folder, 'out');
    const argv = [process.execPath, mf, 'image', file, '--platform', 'linux/amd64', '--output', out];
    const command = (...words: string[]): Command => ({ argv: [...argv, ...words], cwd: folder, env: benchEnv });
    // The base comes from the network once on a machine: that is not what is measured.
    await measure(command('--format', 'dockerfile'));
    const push = command('--push', `${registry.host}/flows`);
    const first = await pushed(push);
    const again = await pushed(push);
    appendFileSync(file, 'console.log(1);\n');
    const changed = await pushed(push);
    const starts = await startTimes(folder, join(out, 'context'), rounds);
    const row = (name: string, { wall, bytes }: Push): string[] => [name, wall.toFixed(2), (bytes / 1000).toFixed(1)];
    return [
      markdownTable([
        ['an image, made and pushed', 'wall s', 'pushed KB'],
        row('to an empty registry, base included', first),
        row('unchanged', again),
        row('a line of the flow changed', changed),
      ]),
      markdownTable([
        ['start of a container', 'wall ms'],
        ["the step's first line, from the start of the container's process", starts.step.toFixed(0)],
        ['for scale: the first line of an empty Node process', starts.node.toFixed(0)],
      ]),
    ].join('\n\n');
  } finally {
    await registry.stop();
  }
}

interface Push {
  readonly wall: number;
  readonly bytes: number;
}

/** What a call of `mf image` took, and what it says that it has sent. */
async function pushed({ argv, cwd, env }: Command): Promise<Push> {
  const begun = Date.now();
  const { output } = await outputOf({ argv, cwd, env });
  const sent = /\((\d+\.\d) KB\)/.exec(output)?.[1];
  return { wall: (Date.now() - begun) / 1000, bytes: sent === undefined ? 0 : Number(sent) * 1000 };
}

/** Medians in milliseconds, with the files of the image as they lie in it, in turn with Node alone. */
async function startTimes(folder: string, context: string, rounds: number): Promise<{ step: number; node: number }> {
  const image = join(folder, 'image');
  for (const layer of ['0', '1']) cpSync(join(context, layer), image, { recursive: true });
  const mf = join(image, 'mf');
  const start = readdirSync(mf).find((name) => /^[A-Z].*\.cjs$/.test(name))!;
  const store = {
    METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
    METAFLOW_DEFAULT_DATASTORE: 'local',
    METAFLOW_USER: 'bench',
  };
  const env = { ...benchEnv, ...store };
  const print = 'console.log(`begun ${performance.timeOrigin + performance.now()}`)';
  const [steps, nodes]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const words = ['step', 'start', '--run-id', `bench-${round}`, '--attempt', '0'];
    const runner = [join(mf, start), ...words];
    steps.push(await timeToBegin({ argv: [process.execPath, ...runner], cwd: folder, env }));
    nodes.push(await timeToBegin({ argv: [process.execPath, '-e', print], cwd: folder, env }));
  }
  return { step: median(steps), node: median(nodes) };
}

async function timeToBegin(command: Command): Promise<number> {
  const { started, output } = await outputOf(command);
  const begun = /begun ([\d.]+)/.exec(output)?.[1];
  if (begun === undefined) throw new Error(`${command.argv.join(' ')} did not begin:\n${output}`);
  return Number(begun) - started;
}

async function outputOf({ argv, cwd, env }: Command): Promise<{ readonly started: number; readonly output: string }> {
  const started = performance.timeOrigin + performance.now();
  const { code, output } = await runCommand(argv[0]!, argv.slice(1), { cwd, env });
  if (code !== 0) throw new Error(`${argv.join(' ')} exited with ${code}:\n${output}`);
  return { started, output };
}
