import { markdownTable } from './markdown-table';
import { type OptionsSchema, optionType } from './option-schema';

/** An executor or a generator of the plugin: its name, the line of its collection, and the schema of its options. */
export interface PluginUnit {
  readonly name: string;
  readonly description: string;
  readonly schema: OptionsSchema;
}

/** The page of all targets and generators with every option, from the schemas that Nx itself reads. */
export function targetsPage(executors: readonly PluginUnit[], generators: readonly PluginUnit[]): string {
  const overview = (units: readonly PluginUnit[]) =>
    markdownTable([
      ['name', 'what it does'],
      ...units.map(({ name, description }) => [`[\`${name}\`](#${name})`, description]),
    ]);
  return `${[
    '# Targets and generators',
    '<!-- Written by `npm run docs:generate` from the schemas of packages/nx. -->',
    'A file `*.flow.ts` is all that a project needs to have these targets: `nx run PROJECT:TARGET`. Options are written as `--max-workers=4` or ' +
      '`--maxWorkers=4`, or stand in `project.json`. They are those of the [commands](commands.md), where each is told in depth.',
    '## Targets',
    overview(executors),
    ...executors.flatMap((unit) => unitSection(unit, `nx run PROJECT:${unit.name}`)),
    '## Generators',
    overview(generators),
    ...generators.flatMap((unit) => unitSection(unit, `nx g @mf/nx:${unit.name}`)),
  ].join('\n\n')}\n`;
}

function unitSection({ name, schema }: PluginUnit, command: string): string[] {
  const shown = Object.entries(schema.properties).filter(([, { hidden }]) => !hidden);
  return [
    `### ${name}`,
    schema.description,
    ...(schema.examples?.length
      ? [
          ['```sh', ...schema.examples.map((example) => `${example.command} # ${example.description}`), '```'].join(
            '\n',
          ),
        ]
      : [`\`${command}\``]),
    shown.length === 0
      ? 'No options.'
      : markdownTable([
          ['option', 'takes', 'default', 'meaning'],
          ...shown.map(([option, schemaOfOption]) => [
            `\`--${option}\`${schema.required?.includes(option) ? ' (required)' : ''}`,
            optionType(schemaOfOption),
            schemaOfOption.default === undefined ? '' : `\`${JSON.stringify(schemaOfOption.default)}\``,
            // What is in angle brackets would be an HTML element.
            schemaOfOption.description.replaceAll('<', '&lt;'),
          ]),
        ]),
  ];
}
