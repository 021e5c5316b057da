import { closestName } from '../closest-name';
import type { DecoratorIR } from '../flow-ir';
import {
  amount,
  type AttributeCheck,
  either,
  listOf,
  objectOf,
  oneOf,
  text,
  truth,
  wholeNumber,
} from './attribute-check';
import {
  absolutePath,
  dnsLabel,
  image,
  keyValueText,
  labelValue,
  objectName,
  qualifiedName,
  quantity,
  securityContext,
  toleration,
} from './kubernetes-syntax';

const anyText: AttributeCheck = (value) => (typeof value === 'string' ? undefined : 'a text');

/** What the attributes of `@resources` must be. Sizes are in megabytes. */
export const resourcesChecks: Readonly<Record<string, AttributeCheck>> = {
  cpu: amount('CPUs'),
  gpu: wholeNumber(0),
  disk: amount('megabytes'),
  memory: amount('megabytes'),
  shared_memory: wholeNumber(1),
};

/** What the attributes of `@kubernetes` must be: Metaflow's rules, and those of Kubernetes where Metaflow would leave it to find out. */
export const kubernetesChecks: Readonly<Record<string, AttributeCheck>> = {
  cpu: amount('CPUs'),
  memory: amount('megabytes'),
  disk: amount('megabytes'),
  image,
  image_pull_policy: oneOf('Always', 'IfNotPresent', 'Never'),
  image_pull_secrets: listOf(objectName),
  service_account: objectName,
  secrets: either(listOf(objectName), objectName),
  node_selector: either(objectOf(qualifiedName, labelValue), keyValueText),
  namespace: dnsLabel,
  gpu: wholeNumber(0),
  gpu_vendor: oneOf('amd', 'nvidia'),
  tolerations: listOf(toleration),
  labels: objectOf(qualifiedName, (value) => (value === null ? undefined : labelValue(value))),
  annotations: objectOf(qualifiedName, anyText),
  use_tmpfs: truth,
  tmpfs_tempdir: truth,
  tmpfs_size: wholeNumber(1),
  tmpfs_path: absolutePath,
  persistent_volume_claims: objectOf(objectName, absolutePath),
  shared_memory: wholeNumber(1),
  port: wholeNumber(1, 65535),
  compute_pool: text,
  executable: text,
  hostname_resolution_timeout: wholeNumber(1),
  qos: oneOf('Guaranteed', 'Burstable'),
  extended_resources: objectOf(qualifiedName, quantity),
  security_context: securityContext,
};

/**
 * What is wrong with the attributes of a decorator: `memory must be ..., not "1Gi"`.
 *
 * @param spell how the reader of this writes the name of an attribute
 */
export function attributeProblems(
  { attributes }: DecoratorIR,
  checks: Readonly<Record<string, AttributeCheck>>,
  spell: (name: string) => string = (name) => name,
): string[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) {
      const closest = closestName(name, Object.keys(checks));
      return [`there is no ${spell(name)}${closest === undefined ? '' : ` (did you mean ${spell(closest)}?)`}`];
    }
    const expected = value === null ? undefined : check(value);
    return expected === undefined ? [] : [`${spell(name)} must be ${expected}, not ${JSON.stringify(value)}`];
  });
}
