import { exitHooks } from '@mf/ir';
import { startProcess } from '../process/child-process';
import { LineSplitter } from '../process/line-splitter';
import { datastoreArguments } from '../program/datastore-arguments';
import { speaker } from './speaker';
import type { RunSetting } from './run-setting';

/**
 * Calls the exit hooks of a flow, each in a process of its own, and prints what they print. One that fails is reported, and that is
 * all: the run's end stays what it was (Metaflow's rule).
 *
 * @param onStart is given what stops the hook that has just been started
 */
export async function runExitHooks(
  setting: RunSetting,
  end: 'success' | 'error',
  onStart: (stop: () => void) => void,
): Promise<void> {
  const { graph, bundle, run, datastore, cwd, env, output } = setting;
  const say = speaker(output);
  for (const [index, name] of exitHooks(graph.flow, end).entries()) {
    const lines = { stdout: new LineSplitter(), stderr: new LineSplitter() };
    const print = (texts: Iterable<string>): void => {
      for (const text of texts) output({ time: new Date(), text, kind: 'task', isBad: false });
    };
    const args = [bundle, 'exit-hook', end, String(index), '--run-id', run, ...datastoreArguments(datastore)];
    try {
      const child = startProcess(process.execPath, args, { cwd, env }, (stream, piece) => {
        print(lines[stream].push(piece));
      });
      onStart(() => child.kill('SIGTERM'));
      const { code, signal } = await child.ended;
      print([...lines.stdout.flush(), ...lines.stderr.flush()]);
      if (code !== 0) say(`[exit_hook] Hook '${name}' failed: ${signal ?? `exit code ${code}`}`, true);
    } catch (error) {
      say(`[exit_hook] Hook '${name}' could not be started: ${(error as Error).message}`, true);
    }
  }
}
