import { backEnds, backEndTitles, capabilities, type Feature, features, type Support } from '@mf/ir';
import { markdownTable } from './markdown-table';

/** How a feature is called by whom writes flows. */
const titles: Readonly<Partial<Record<Feature, string>>> = {
  linear: 'steps in a row',
  'static split': 'splits and joins',
  recursion: 'loops of a switch',
  retry: '`@retry`',
  timeout: '`@timeout`',
  environment: '`@environment`',
  catch: '`@catchError`',
  card: '`@card`',
  resources: '`@resources`',
  kubernetes: '`@kubernetes`',
  secrets: '`@secrets`',
  project: '`@project`',
  trigger: '`@trigger`',
  'trigger on finish': '`@triggerOnFinish`',
  'options of Argo': '`options` of `@trigger`, `@triggerOnFinish`, `@exitHook`',
  'event that is no asset': 'an event of `@trigger` whose name is not that of an asset',
  'exit hook': '`@exitHook`',
  schedule: '`@schedule`',
  'started by itself with a required parameter':
    '`@schedule` or `@trigger` with a required parameter that nothing sets',
};

/** The page of what runs where, from the table that `mf check --target airflow` reads. */
export function capabilitiesPage(): string {
  const notes = notesOf();
  const mark = (support: Support) =>
    support === 'supported' ? 'yes' : `no [${notes.findIndex((note) => sameNote(note, support)) + 1}]`;
  return `${[
    '# What runs where',
    '<!-- Written by `npm run docs:generate` from the capability table of packages/ir. -->',
    '`mf check x.flow.ts --target airflow` reads this very table, and names each place in a flow that it says no to, before anything is deployed. ' +
      'In a workspace: `nx run x:check --on=airflow`.',
    markdownTable([
      ['feature', ...backEnds.map((backEnd) => backEndTitles[backEnd])],
      ...features.map((feature) => [
        titles[feature] ?? feature,
        ...backEnds.map((backEnd) => mark(capabilities[backEnd][feature])),
      ]),
    ]),
    ...(notes.length > 0
      ? [notes.map(({ reason, advice }, index) => `${index + 1}. ${sentence(reason)} ${advice}`).join('\n')]
      : []),
    'On Airflow, `@schedule`, `@airflow` and the sensors take effect; on this machine they are read, checked, and otherwise left alone.',
  ].join('\n\n')}\n`;
}

const sentence = (reason: string) => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;

type Note = Exclude<Support, 'supported'>;

const sameNote = (one: Note, other: Note) => one.reason === other.reason && one.advice === other.advice;

function notesOf(): Note[] {
  const notes: Note[] = [];
  for (const feature of features) {
    for (const backEnd of backEnds) {
      const support = capabilities[backEnd][feature];
      if (support !== 'supported' && !notes.some((note) => sameNote(note, support))) notes.push(support);
    }
  }
  return notes;
}
