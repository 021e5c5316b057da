import type { CommandIo } from '../command-io';
import { colorsFor } from '../report/colors';
import { textTable } from '../report/text-table';
import type { FlowDeliveryOutcome } from './flow-delivery';

/** What a deployment would do, a line for each flow. */
export function planTable(outcomes: readonly FlowDeliveryOutcome[], io: CommandIo): string {
  const colors = colorsFor(io.stdout, io.env);
  const paints: Readonly<Record<string, (text: string) => string>> = {
    create: colors.green,
    update: colors.yellow,
    repair: colors.yellow,
    keep: colors.dim,
    error: colors.red,
  };
  const hasImages = outcomes.some(({ image }) => image !== undefined);
  const rows = outcomes.map(({ file, flow, dagId, image, step, success }) => [
    success && step ? step.action : 'error',
    dagId ?? '',
    flow ?? file,
    ...(hasImages ? [image?.replace(/^.*@sha256:(.{12}).*$/, '$1') ?? ''] : []),
    success && step ? step.why : 'it cannot be deployed: see above',
  ]);
  const header = ['ACTION', 'DAG', 'FLOW', ...(hasImages ? ['IMAGE'] : []), 'WHY'];
  return textTable(header, rows, (text, column, row) => {
    if (row === 'header') return colors.dim(text);
    return column === 0 ? (paints[text.trim()] ?? String)(text) : text;
  });
}
