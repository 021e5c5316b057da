import { dagOfFlow } from '../airflow/flow-dag';
import type { CommandIo } from '../command-io';
import { loadFlows } from '../load-flows';
import { environmentProject } from '../environment/environment-project';
import type { OpenEnvironment } from '../environment/open-environment';

/** The ids of DAGs that words name: ids, or files of flows. Undefined when a flow has mistakes, which have been printed. */
export async function deployedDags(
  words: readonly string[],
  { environment, io }: OpenEnvironment,
  { cwd }: CommandIo,
): Promise<string[] | undefined> {
  const isFile = (word: string): boolean => word.endsWith('.flow.ts');
  const flows = await loadFlows(words.filter(isFile), { ...io, cwd });
  const ids = new Map<string, string>();
  for (const flow of flows) {
    const found = await dagOfFlow(flow, flow.ir ? environmentProject(environment, flow.ir) : {}, io);
    if (!found) return undefined;
    ids.set(flow.file, found.dagId);
  }
  return [...new Set(words.map((word) => ids.get(word) ?? word))];
}
