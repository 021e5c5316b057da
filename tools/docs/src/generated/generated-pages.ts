import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilitiesPage } from './capabilities-page';
import type { OptionsSchema } from './option-schema';
import { type PluginUnit, targetsPage } from './targets-page';

/** Pages of docs/ that are made of what the code says about itself, by their file names. */
export function generatedPages(root: string): Readonly<Record<string, string>> {
  const plugin = join(root, 'packages/nx');
  return {
    'targets.md': targetsPage(readUnits(plugin, 'executors'), readUnits(plugin, 'generators')),
    'capabilities.md': capabilitiesPage(),
  };
}

function readUnits(plugin: string, kind: 'executors' | 'generators'): PluginUnit[] {
  const read = (file: string) => JSON.parse(readFileSync(join(plugin, file), 'utf8')) as unknown;
  const collection = read(`${kind}.json`) as Record<
    typeof kind,
    Record<string, { schema: string; description: string }>
  >;
  return Object.entries(collection[kind]).map(([name, { schema, description }]) => ({
    name,
    description,
    schema: read(schema) as OptionsSchema,
  }));
}
