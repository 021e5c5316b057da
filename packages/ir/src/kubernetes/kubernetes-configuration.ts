import type { Json, JsonObject } from '../json';
import { kubernetesChecks } from '../step-decorators/resource-attributes';
import { decoratorDefaults } from '../step-decorators/decorator-defaults';

/** A `METAFLOW_KUBERNETES_` variable that cannot be used. */
export class KubernetesConfigurationError extends Error {
  override readonly name = 'KubernetesConfigurationError';
  readonly code = 'MF9001';
  readonly advice = "Correct it where it is set: the environment, or Metaflow's configuration file.";

  constructor(variable: string, problem: string) {
    super(`${variable} cannot be used: ${problem}`);
  }
}

/** What a team has set for all pods: Metaflow's `METAFLOW_KUBERNETES_` variables. */
export interface KubernetesConfiguration {
  /** In place of attributes that `@kubernetes` leaves out, in Metaflow's spelling. */
  readonly attributes: JsonObject;
  /** In front of images that name no registry, and where images of flows go. */
  readonly containerRegistry: string | undefined;
  /** Labels, annotations and secrets besides those of the decorator. */
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
  readonly secrets: readonly string[];
}

type Reading = (text: string) => Json;

const asText: Reading = (text) => text;
const asNumber: Reading = (text) => (text.trim() === '' ? text : Number(text));
const asJson: Reading = (text) => JSON.parse(text) as Json;

/** Attributes that a variable can give, with how Metaflow reads it. */
const attributeReadings: Readonly<Record<string, Reading>> = {
  namespace: asText,
  service_account: asText,
  node_selector: asText,
  tolerations: asJson,
  persistent_volume_claims: asJson,
  gpu_vendor: asText,
  image_pull_policy: asText,
  image_pull_secrets: asJson,
  shared_memory: asNumber,
  port: asNumber,
  cpu: asText,
  memory: asText,
  disk: asText,
  qos: asText,
};

/**
 * Reads the `METAFLOW_KUBERNETES_` variables of an environment, with Metaflow's meaning; an empty one is none.
 *
 * @throws KubernetesConfigurationError for what Kubernetes or Metaflow would refuse
 */
export function readKubernetesConfiguration(
  env: Readonly<Record<string, string | undefined>>,
): KubernetesConfiguration {
  const variable = (name: string): string => `METAFLOW_KUBERNETES_${name.toUpperCase()}`;
  const given = (name: string): string | undefined => env[variable(name)] || undefined;
  const checked = (name: string, attribute: string, value: Json): Json => {
    const expected = kubernetesChecks[attribute]?.(value);
    if (expected !== undefined) {
      throw new KubernetesConfigurationError(variable(name), `it must be ${expected}, not ${JSON.stringify(value)}`);
    }
    return value;
  };
  const read = (name: string, attribute: string, reading: Reading): [string, Json][] => {
    const text = given(name);
    if (text === undefined) return [];
    let value: Json;
    try {
      value = reading(text);
    } catch (error) {
      throw new KubernetesConfigurationError(variable(name), `it is no JSON: ${(error as Error).message}`);
    }
    return [[attribute, checked(name, attribute, value)]];
  };
  const pairs = (name: 'labels' | 'annotations'): JsonObject => {
    const text = given(name);
    return text === undefined ? {} : (checked(name, name, readPairs(text)) as JsonObject);
  };
  return {
    attributes: Object.fromEntries([
      ...Object.entries(attributeReadings).flatMap(([name, reading]) => read(name, name, reading)),
      ...read('container_image', 'image', asText),
    ]),
    containerRegistry: given('container_registry')?.replace(/\/+$/, ''),
    labels: pairs('labels'),
    annotations: pairs('annotations'),
    secrets: readList(given('secrets') ?? '').map((secret) => checked('secrets', 'secrets', secret) as string),
  };
}

/** Nothing is set. */
export const noKubernetesConfiguration: KubernetesConfiguration = readKubernetesConfiguration({});

/**
 * All attributes of a `@kubernetes` with Metaflow's defaults, those of the configuration among them. An amount that is Metaflow's default
 * gives way to the configuration, whether it was written out or not (Metaflow's rule).
 *
 * @param own those that the decorator has, without null
 */
export function withConfiguration(own: JsonObject, { attributes, ...shared }: KubernetesConfiguration): JsonObject {
  const defaults = decoratorDefaults['kubernetes'] as JsonObject;
  const isDefault = (name: string): boolean =>
    ['cpu', 'memory', 'disk'].includes(name) && String(own[name]) === defaults[name];
  const chosen = Object.entries(attributes).filter(([name]) => !isGiven(own[name]) || isDefault(name));
  const { compute_pool: pool, secrets } = own;
  const merged: JsonObject = { ...defaults, ...own, ...Object.fromEntries(chosen) };
  const selector = { ...readSelector(merged['node_selector']) };
  return {
    ...merged,
    namespace: merged['namespace'] ?? 'default',
    gpu_vendor: merged['gpu_vendor'] ?? 'nvidia',
    node_selector: { ...selector, ...(typeof pool === 'string' && { 'outerbounds.co/compute-pool': pool }) },
    labels: { ...shared.labels, ...((own['labels'] as JsonObject | undefined) ?? {}) },
    annotations: { ...shared.annotations, ...((own['annotations'] as JsonObject | undefined) ?? {}) },
    secrets: [...(secrets === undefined ? [] : ([secrets].flat() as Json[])), ...shared.secrets],
  };
}

/** What Python takes for a value. */
function isGiven(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value === 'object' ? Object.keys(value).length > 0 : true;
}

function readSelector(selector: Json | undefined): JsonObject {
  if (typeof selector === 'string') return readPairs(selector);
  return (selector ?? {}) as JsonObject;
}

/** `a=1,b=2`; null where there is no `=`. */
function readPairs(text: string): JsonObject {
  return Object.fromEntries(
    readList(text).map((item) => {
      const at = item.indexOf('=');
      return at < 0 ? [item, null] : [item.slice(0, at), item.slice(at + 1)];
    }),
  );
}

function readList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
