import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { markdownTable } from '@mf/tools-docs';
import { type Command, compare, type Cost, inTurn } from '../measure';
import {
  type BenchWorkspace,
  environment,
  type FlowTargets,
  noOpsLike,
  oneNoOp,
  writeBenchWorkspace,
} from './bench-workspace';
import { installPackages, nxEnv } from './install-nx';
import { costWithDaemon } from './with-daemon';

const nx = '24.0.0';

/**
 * Nx in a workspace of many flows, beside the same workspace without the plugin, twice: where each flow has the same targets, written out, and
 * where it has one; none of these do anything. Without Nx's daemon, but for the rows that say so, which count its work, too.
 */
export async function nxScale(scratch: string, flows: number, rounds: number): Promise<string> {
  const packages = { nx, '@nx/devkit': nx, typescript: '6.0.3', '@mf/nx': '*', '@mf/flow': '*', '@mf/cli': '*' };
  const { nodeModules, lockfile } = await installPackages(join(scratch, 'packages'), packages);
  const write = (name: string, targets: FlowTargets) =>
    writeBenchWorkspace(join(scratch, name), flows, targets, nodeModules, lockfile);
  const ours = write('inferred', 'inferred');
  const noOps = write('no-ops', noOpsLike(ours.changedFlow, await targetsOf(ours)));
  const one = write('one-no-op', oneNoOp);
  const each = (words: readonly string[], ofOne = words) => ({
    ours: command(ours, words),
    noOps: command(noOps, ofOne),
    one: command(one, ofOne),
  });
  const compile = ['run-many', '-t', 'compile', '--outputStyle=static'];
  const change = (what: 'changeFlow' | 'changeLibrary') => {
    for (const workspace of [ours, noOps, one]) workspace[what]();
  };

  const graph = await compare(each(['show', 'projects']), rounds);
  const withDaemon = async (what: string, words: readonly string[], isChanged = false) => {
    const costs: string[] = [];
    for (const workspace of [ours, noOps, one]) {
      const changes = isChanged ? workspace.changeFlow : undefined;
      costs.push((await costWithDaemon(command(workspace, words), rounds, changes)).toFixed(2));
    }
    return [what, ...costs, ''];
  };
  const graphOfDaemon = await withDaemon('the same with the daemon', ['show', 'projects']);
  const cold = await inTurn(each(compile), 1);
  const cached = await compare(each(compile), rounds);
  const cachedOfDaemon = await withDaemon('the same with the daemon', compile);
  change('changeFlow');
  const changed = await inTurn(each(compile), 1);
  const changedOfDaemon = await withDaemon('the same with the daemon', compile, true);
  change('changeLibrary');
  const library = await inTurn(each(compile), 1);
  change('changeFlow');
  const { name } = ours.changedFlow;
  const deployed = await inTurn(each(['run', `${name}:deploy`, '-c', environment], ['run', `${name}:compile`]), 1);

  const row = (what: string, costs: Record<'ours' | 'noOps' | 'one', Cost>) => [
    what,
    ...[costs.ours, costs.noOps, costs.one].map(({ cpu }) => cpu.toFixed(2)),
    costs.ours.allMemory.toFixed(0),
  ];
  return markdownTable([
    [`${flows} flows`, 'CPU s', 'the same targets, no-ops', 'one no-op', 'MB of all processes'],
    row('graph, warm: `nx show projects`', graph),
    graphOfDaemon,
    row('cold: `nx run-many -t compile`', cold),
    row('all cached', cached),
    cachedOfDaemon,
    row('one flow changed', changed),
    changedOfDaemon,
    row('a library of ten flows changed', library),
    row('one changed flow deployed to a folder: `nx run flow:deploy`', deployed),
  ]);
}

/** The targets of a flow as the plugin infers them. */
async function targetsOf(workspace: BenchWorkspace): Promise<Record<string, object>> {
  const { argv, cwd, env } = command(workspace, ['show', 'project', workspace.changedFlow.name, '--json']);
  const { stdout } = await promisify(execFile)(argv[0]!, argv.slice(1), { cwd, env });
  return (JSON.parse(stdout) as { readonly targets: Record<string, object> }).targets;
}

function command({ root }: BenchWorkspace, words: readonly string[]): Command {
  const bin = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  return { argv: [process.execPath, bin, ...words], cwd: root, env: nxEnv(root) };
}
