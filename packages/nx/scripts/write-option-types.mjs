#!/usr/bin/env node
// Writes options.ts beside every schema.json of the generators and executors, so that the schema is the one truth about options: their
// types and, for an executor that passes them on to a command of `mf` about one flow, or refuses unknown ones by itself, their names.
//   node scripts/write-option-types.mjs           write
//   node scripts/write-option-types.mjs --check   fail if a file would change
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src');
const check = process.argv.includes('--check');
const stale = [];

for (const kind of ['generator', 'executor']) {
  for (const unit of readdirSync(join(source, `${kind}s`), { withFileTypes: true })) {
    const folder = join(source, `${kind}s`, unit.name);
    if (!existsSync(join(folder, 'schema.json'))) continue;
    const schema = JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8'));
    if (Object.keys(schema.properties).length === 0) continue;
    const name = `${unit.name}-${kind}-options`;
    const passesOn = kind === 'executor' && schema.properties.file !== undefined;
    const refuses = kind === 'executor' && schema.additionalProperties === undefined;
    const text =
      optionTypes(pascalCase(name), schema) +
      (passesOn ? optionNames(camelCase(`${unit.name}-options`), schema) : '') +
      (refuses ? allNames(camelCase(`${unit.name}-option-names`), schema) : '');
    const file = join(folder, 'options.ts');
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    stale.push(file);
    if (!check) writeFileSync(file, text);
  }
}

for (const file of stale)
  console.error(`${file}: ${check ? 'differs from schema.json; run scripts/write-option-types.mjs' : 'written'}`);
if (check && stale.length > 0) process.exitCode = 1;

function optionTypes(name, schema) {
  return `// Written by scripts/write-option-types.mjs from schema.json.\n\n/** ${schema.description} */\nexport interface ${name} ${members(schema, '')}\n`;
}

function optionNames(name, { properties }) {
  const names = Object.keys(properties).filter((property) => property !== 'file' && property !== '__unparsed__');
  const isFlag = (property) => properties[property].type === 'boolean';
  const isOn = (property) => properties[property].default === true;
  const list = (label, filtered) => {
    if (filtered.length === 0) return '';
    const quoted = filtered.map((property) => `'${property}'`);
    const line = `  ${label}: [${quoted.join(', ')}],\n`;
    return line.length <= 121 ? line : `  ${label}: [\n${quoted.map((one) => `    ${one},\n`).join('')}  ],\n`;
  };
  return (
    `\n/** Names of the options that \`mf\` has as well. */\nexport const ${name} = {\n` +
    list(
      'known',
      names.filter((property) => !isFlag(property)),
    ) +
    list(
      'flags',
      names.filter((property) => isFlag(property) && !isOn(property)),
    ) +
    list('switchedOn', names.filter(isOn)) +
    '};\n'
  );
}

function allNames(name, { properties }) {
  const quoted = Object.keys(properties).map((property) => `'${property}'`);
  const head = `export const ${name}: readonly string[] = [`;
  const line = `${head}${quoted.join(', ')}];\n`;
  const list = line.length <= 121 ? line : `${head}\n${quoted.map((one) => `  ${one},\n`).join('')}];\n`;
  return `\n/** All options: see \`refuseUnknownOptions\`. */\n${list}`;
}

function members({ properties, required = [], additionalProperties }, indent) {
  const lines = Object.entries(properties).map(
    ([name, schema]) =>
      `${indent}  /** ${schema.description} */\n${indent}  readonly ${name}${required.includes(name) ? '' : '?'}: ${type(schema, `${indent}  `)};\n`,
  );
  if (additionalProperties) lines.push(`${indent}  readonly [name: string]: unknown;\n`);
  return `{\n${lines.join('')}${indent}}`;
}

function type(schema, indent) {
  if (schema.oneOf) return schema.oneOf.map((choice) => type(choice, indent)).join(' | ');
  if (schema.enum) return schema.enum.map((value) => `'${value}'`).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  if (schema.type === 'object') return schema.properties ? members(schema, indent) : record(schema, indent);
  if (schema.type !== 'array') return schema.type;
  const item = type(schema.items, indent);
  return `readonly ${item.includes(' | ') ? `(${item})` : item}[]`;
}

function record({ additionalProperties }, indent) {
  const values = typeof additionalProperties === 'object' ? type(additionalProperties, indent) : 'unknown';
  return `Readonly<Record<string, ${values}>>`;
}

function camelCase(words) {
  return words.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

function pascalCase(words) {
  return words.replace(/(^|-)(\w)/g, (_, _dash, letter) => letter.toUpperCase());
}
