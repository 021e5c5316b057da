import type { ReportedArtifact, ReportedGraph, TaskReport } from '@mf/cards';
import type { ArtifactRef } from '@mf/datastore';
import { Artifact } from '@mf/flow/cards';
import type { FlowIR, StepIR } from '@mf/ir';
import { isInternalArtifact } from '../task/internal-artifacts';
import type { AttemptOutcome, CardSetting } from './attempt-cards';

/** Bytes of a stored value that a card still looks into. */
const mostBytes = 1_000_000;

/**
 * What the default card says of a task.
 *
 * @param outcome undefined while the step runs: its artifacts are not stored then
 */
export async function taskReport(setting: CardSetting, startedAt: Date, outcome?: AttemptOutcome): Promise<TaskReport> {
  const { ir, task, facts } = setting;
  const parameters = Object.entries(facts()?.parameters ?? {});
  const shared = new Set([...parameters.map(([name]) => name), 'name']);
  return {
    facts: taskFacts(setting, startedAt, outcome !== undefined),
    parameters: parameters.map(([name, value]) => reported(name, value, outcome?.artifacts.get(name))),
    artifacts: outcome ? await reportedArtifacts(outcome, shared) : [],
    graph: reportedGraph(ir, task.step),
  };
}

function taskFacts(
  { task, attempt, foreach, facts }: CardSetting,
  startedAt: Date,
  isOver: boolean,
): TaskReport['facts'] {
  const { username, originRunId, tags } = facts() ?? {};
  const now = new Date();
  return [
    ['Flow', task.flow],
    ['Run', task.run],
    ['Step', task.step],
    ['Task', task.task],
    ['Attempt', String(attempt)],
    ...(foreach.length > 0 ? ([['Item', foreach.join(', ')]] as const) : []),
    ...(username === undefined ? [] : ([['User', username]] as const)),
    ...(originRunId ? ([['Resumed from run', originRunId]] as const) : []),
    ['Started', timeText(startedAt)],
    ...(isOver
      ? ([
          ['Finished', timeText(now)],
          ['Duration', `${((now.getTime() - startedAt.getTime()) / 1000).toFixed(1)} s`],
        ] as const)
      : ([['As of', timeText(now)]] as const)),
    ...(tags && tags.size > 0 ? ([['Tags', [...tags].join(', ')]] as const) : []),
  ];
}

const timeText = (time: Date): string => `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

async function reportedArtifacts(
  { artifacts, load }: AttemptOutcome,
  shared: ReadonlySet<string>,
): Promise<ReportedArtifact[]> {
  const found: ReportedArtifact[] = [];
  for (const [name, ref] of artifacts) {
    if (isInternalArtifact(name) || shared.has(name)) continue;
    found.push(
      ref.info.size > mostBytes
        ? { name, type: pythonType(ref), size: ref.info.size, data: 'too large to be shown' }
        : reported(name, await load(name), ref),
    );
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function reported(name: string, value: unknown, ref: ArtifactRef | undefined): ReportedArtifact {
  const [{ type, data } = { type: '', data: '' }] = new Artifact(value).render(name).data;
  return { name, type, data, ...(ref && { size: ref.info.size }) };
}

/** `list` of `<class 'list'>`. */
const pythonType = ({ info }: ArtifactRef): string => /^<class '(.*)'>$/.exec(info.type)?.[1] ?? info.type;

function reportedGraph(ir: FlowIR, current: string): ReportedGraph {
  return {
    current,
    steps: ir.steps.map((step) => ({ name: step.name, ...docOf(step), next: nextOf(step) })),
  };
}

function docOf({ doc }: StepIR): { readonly doc?: string } {
  const [first = ''] = doc.split('\n');
  return first === '' ? {} : { doc: first };
}

function nextOf({ next }: StepIR): ReportedGraph['steps'][number]['next'] {
  switch (next.kind) {
    case 'end':
      return [];
    case 'linear':
      return [{ to: next.to }];
    case 'split':
      return next.to.map((to) => ({ to }));
    case 'foreach':
      return [{ to: next.to, label: `each of ${next.over}` }];
    case 'switch':
      return next.cases.map(({ value, to }) => ({ to, label: value }));
  }
}
