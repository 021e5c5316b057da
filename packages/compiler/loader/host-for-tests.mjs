// For specs of flows (`node --import`): configs have what METAFLOW_FLOW_CONFIG_VALUE and METAFLOW_FLOW_CONFIG say, else their defaults.
// Paths of default files start beside the spec, where its flow is.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { installConfigHost } from './config-host.cjs';

const { METAFLOW_FLOW_CONFIG: paths, METAFLOW_FLOW_CONFIG_VALUE: values } = process.env;

/** @type {Parameters<typeof installConfigHost>[1]} */
const given = {};
for (const [name, path] of Object.entries(JSON.parse(paths || '{}'))) {
  given[name] = { source: path, text: readFileSync(path, 'utf8') };
}
for (const [name, value] of Object.entries(JSON.parse(values || '{}'))) {
  given[name] = { source: 'its value', text: typeof value === 'string' ? value : JSON.stringify(value) };
}
installConfigHost(dirname(process.argv[1] ?? '.'), given);
