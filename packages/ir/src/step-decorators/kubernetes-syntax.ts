import type { Json } from '../json';
import {
  also,
  type AttributeCheck,
  either,
  isObject,
  matching,
  oneOf,
  shape,
  text,
  truth,
  wholeNumber,
} from './attribute-check';

// The rules of https://kubernetes.io/docs/concepts/overview/working-with-objects/names and .../labels, and of resource.Quantity.

const dnsPart = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

/** Name of a namespace. */
export const dnsLabel = matching(
  'a name of lower case letters, digits and dashes, at most 63 characters',
  new RegExp(`^(?=.{1,63}$)${dnsPart}$`),
);
/** Name of most other objects. */
export const objectName = matching(
  'a name of lower case letters, digits, dashes and dots, at most 253 characters',
  new RegExp(`^(?=.{1,253}$)${dnsPart}(\\.${dnsPart})*$`),
);
/** Key of a label, an annotation, or an extended resource: `name` or `prefix/name`. */
export const qualifiedName = matching(
  'NAME or PREFIX/NAME: letters, digits, dashes, dots and underscores, a letter or digit at both ends, the name at most 63 characters',
  new RegExp(`^((?=[^/]{1,253}/)${dnsPart}(\\.${dnsPart})*/)?(?=[^/]{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$`),
);
/** Value of a label; may be empty. */
export const labelValue = matching(
  'empty, or letters, digits, dashes, dots and underscores with a letter or digit at both ends, at most 63 characters',
  /^(?=.{0,63}$)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
);
export const quantity = either(
  matching(
    'a quantity of Kubernetes, e.g. "2", "500m" or "1.5Gi"',
    /^[+-]?(\d+(\.\d*)?|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/,
  ),
  (value: Json) => (typeof value === 'number' && value >= 0 ? undefined : 'a number'),
);
export const absolutePath = matching('an absolute path', /^\/[^:\0]*$/);

/** `key=value,key=value`, as Metaflow takes a node selector from its command line. */
export const keyValueText: AttributeCheck = (value) => {
  const pairs = typeof value === 'string' ? value.split(',').map((pair) => pair.split('=')) : [];
  const isGood = pairs.every(
    ([key = '', item, ...more]) =>
      item !== undefined && more.length === 0 && (qualifiedName(key) ?? labelValue(item)) === undefined,
  );
  return pairs.length > 0 && isGood ? undefined : 'key=value, or several of them with commas between';
};

export const toleration = also(
  shape({
    key: qualifiedName,
    operator: oneOf('Exists', 'Equal'),
    value: labelValue,
    effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
    toleration_seconds: wholeNumber(0),
  }),
  (value) => {
    if (!isObject(value)) return undefined;
    const isAnyValue = value['operator'] === 'Exists';
    if (isAnyValue && value['value'] != null && value['value'] !== '')
      return 'without value where the operator is Exists';
    if (!isAnyValue && value['key'] == null) return 'with a key where the operator is not Exists';
    return value['toleration_seconds'] != null && value['effect'] !== 'NoExecute'
      ? 'with the effect NoExecute where it has toleration_seconds'
      : undefined;
  },
);

export const securityContext = shape({
  privileged: truth,
  allow_privilege_escalation: truth,
  run_as_user: wholeNumber(0),
  run_as_group: wholeNumber(0),
  run_as_non_root: truth,
});

export const image = also(text, matching('the name of an image, without spaces', /^\S+$/));
