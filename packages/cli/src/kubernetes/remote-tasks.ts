import { stepKubernetes } from '@mf/ir';
import type { CommonRunOptions } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import type { RunnableFlow } from '../report/compiled-or-reported';

/** How the steps of a flow run that do not run on this machine. Of a flow without such steps nothing more is loaded. */
export function remoteTasks(
  flow: RunnableFlow,
  added: CommonRunOptions['with'] = [],
  io: CommandIo,
): Pick<CommonRunOptions, 'openRemote'> {
  if (!flow.ir.steps.some(({ decorators }) => stepKubernetes(decorators, added))) return {};
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- As all that few commands need: see actions.ts.
  const { openPods } = require('./open-pods') as typeof import('./open-pods');
  return { openRemote: (setting) => openPods(flow, added, setting, io) };
}
