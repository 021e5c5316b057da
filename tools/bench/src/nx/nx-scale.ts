import { join } from 'node:path';
import { markdownTable } from '@mf/tools-docs';
import { type Command, compare, type Cost, measure } from '../measure';
import { type BenchWorkspace, environment, writeBenchWorkspace } from './bench-workspace';
import { installPackages, nxEnv } from './install-nx';
import { costWithDaemon } from './with-daemon';

const nx = '24.0.0';

/**
 * Nx in a workspace of many flows, beside the same workspace whose flows have one target that does nothing, written out, and no plugin: what
 * is more is ours. Without Nx's daemon, but for one row.
 */
export async function nxScale(scratch: string, flows: number, rounds: number): Promise<string> {
  const packages = { nx, '@nx/devkit': nx, typescript: '6.0.3', '@mf/nx': '*', '@mf/flow': '*', '@mf/cli': '*' };
  const { nodeModules, lockfile } = await installPackages(join(scratch, 'packages'), packages);
  const ours = writeBenchWorkspace(join(scratch, 'inferred'), flows, 'inferred', nodeModules, lockfile);
  const noOp = writeBenchWorkspace(join(scratch, 'no-op'), flows, 'no-op', nodeModules, lockfile);
  const both = (...words: string[]) => ({ ours: command(ours, words), noOp: command(noOp, words) });
  const compile = ['run-many', '-t', 'compile', '--outputStyle=static'];

  const graph = await compare(both('show', 'projects'), rounds);
  const daemon = {
    ours: await costWithDaemon(command(ours, ['show', 'projects']), rounds),
    noOp: await costWithDaemon(command(noOp, ['show', 'projects']), rounds),
  };
  const cold = { ours: await measure(command(ours, compile)), noOp: await measure(command(noOp, compile)) };
  const cached = await compare(both(...compile), rounds);
  ours.changeFlow();
  noOp.changeFlow();
  const changed = { ours: await measure(command(ours, compile)), noOp: await measure(command(noOp, compile)) };
  ours.changeLibrary();
  noOp.changeLibrary();
  const library = { ours: await measure(command(ours, compile)), noOp: await measure(command(noOp, compile)) };
  ours.changeFlow();
  noOp.changeFlow();
  const one = (name: string, ...words: string[]) => ['run', `${ours.changedFlow}:${name}`, ...words];
  const deployed = {
    ours: await measure(command(ours, one('deploy', '-c', environment))),
    noOp: await measure(command(noOp, one('compile'))),
  };

  const row = (what: string, costs: { readonly ours: Cost; readonly noOp: Cost }) => [
    what,
    costs.ours.cpu.toFixed(2),
    costs.noOp.cpu.toFixed(2),
    costs.ours.allMemory.toFixed(0),
  ];
  return markdownTable([
    [`${flows} flows`, 'CPU s', 'of no-op targets', 'MB of all processes'],
    row('graph, warm: `nx show projects`', graph),
    ['the same with the daemon, its own work included', daemon.ours.toFixed(2), daemon.noOp.toFixed(2), ''],
    row('cold: `nx run-many -t compile`', cold),
    row('the same, all cached', cached),
    row('the same, one flow changed', changed),
    row('the same, a library of ten flows changed', library),
    row('one changed flow deployed to a folder: `nx run flow:deploy`', deployed),
  ]);
}

function command({ root }: BenchWorkspace, words: readonly string[]): Command {
  const bin = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  return { argv: [process.execPath, bin, ...words], cwd: root, env: nxEnv(root) };
}
