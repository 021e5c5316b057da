import { type AttributeValue, type DecoratorRecord, recordsOf } from './decorator-record';
import { ConfigNameError } from './config-errors';
import { configValue, type DescribedConfig, describedConfigs } from './config-values';
import type { DeployTimeContext } from './deploy-time';
import { DecoratorWithoutStepError, DuplicateParameterError, NotAFlowError } from './describe-errors';
import { FlowSpec } from './flow-spec';
import { constructDeclaring, ParameterDeclaration } from './parameter-declaration';
import { defaultAsJson, parameterType, type ParameterTypeName } from './parameter-default';
import type { FileParameterOptions, ParameterOptions } from './parameter-options';
import { type OptionNames, type UnknownOptions, unknownOptions } from './unknown-options';

/** A class of flows, seen from outside. */
export type FlowClass = new () => FlowSpec;

export interface DescribedParameter {
  readonly property: string;
  readonly name: string;
  readonly type: ParameterTypeName;
  readonly default?: AttributeValue;
  readonly computedDefault: boolean;
  readonly required: boolean;
  readonly help: string;
  readonly title?: string;
  readonly separator?: string;
  readonly choices?: readonly AttributeValue[];
  readonly isText?: boolean;
  readonly encoding?: string;
  /** Absent when there are none. */
  readonly unknownOptions?: UnknownOptions;
}

/** All that is only known by loading a flow. It has the shape of `FlowDescription` of `@mf/ir`, which nothing here may import. */
export interface DescribedFlow {
  readonly steps: Readonly<Record<string, readonly DecoratorRecord[]>>;
  readonly decorators: readonly DecoratorRecord[];
  readonly parameters: readonly DescribedParameter[];
  readonly constants: readonly string[];
  /** Absent when there are none. */
  readonly configs?: readonly DescribedConfig[];
}

/** Whether a value is a class that extends FlowSpec. */
export function isFlowClass(value: unknown): value is FlowClass {
  if (typeof value !== 'function') return false;
  const prototype = (value as { prototype?: unknown }).prototype;
  return prototype instanceof FlowSpec;
}

/**
 * Reads what decorators recorded, and makes one flow object to see what its fields start with.
 *
 * @throws NotAFlowError, DecoratorWithoutStepError, DuplicateParameterError, ParameterDefaultError, ConfigNameError
 */
export function describeFlow(flowClass: FlowClass): DescribedFlow {
  if (!isFlowClass(flowClass)) throw new NotAFlowError(flowClass);
  const records = recordsOf(flowClass);
  const steps: Record<string, readonly DecoratorRecord[]> = {};
  for (const { methods } of records) {
    for (const [name, { isStep, decorators }] of methods) {
      if (!isStep)
        throw new DecoratorWithoutStepError(
          name,
          decorators.map((decorator) => decorator.name),
        );
      steps[name] = decorators;
    }
  }
  const fields = Object.entries(constructDeclaring(flowClass));
  const parameters = fields.flatMap(([property, value]) =>
    value instanceof ParameterDeclaration ? [describeParameter(property, value)] : [],
  );
  rejectDuplicates(parameters);
  const configs = describedConfigs();
  for (const { name } of configs) rejectOtherUse(name, fields, steps, parameters);
  return {
    steps,
    decorators: records.flatMap(({ decorators }) => decorators),
    parameters,
    constants: fields.flatMap(([field, value]) =>
      isConstant(value) && !configs.some(({ name }) => name === field) ? [field] : [],
    ),
    ...(configs.length > 0 && { configs }),
  };
}

/**
 * Values of the parameters whose default is a function, by the parameter's name: what Metaflow calls deploy-time parameters.
 *
 * @param context what the functions are told, but for the parameter's name
 * @param names only these parameters; all without it
 * @throws whatever a function throws, and ParameterDefaultError for a result that is not JSON
 */
export async function computeDefaults(
  flowClass: FlowClass,
  context: Omit<DeployTimeContext, 'parameterName' | 'configs'>,
  names?: readonly string[],
): Promise<Record<string, AttributeValue>> {
  const values: Record<string, AttributeValue> = {};
  const fields = Object.entries(constructDeclaring(flowClass));
  const configs = Object.fromEntries(describedConfigs().map(({ name }) => [name, configValue(name)]));
  for (const [property, declaration] of fields) {
    if (!(declaration instanceof ParameterDeclaration) || !declaration.computedDefault) continue;
    const parameterName = declaration.options.name ?? property;
    if (names && !names.includes(parameterName)) continue;
    const value = await declaration.computedDefault({ ...context, configs, parameterName });
    values[parameterName] = defaultAsJson(parameterName, declaration.options, value);
  }
  return values;
}

const commonNames = { name: true, title: true, help: true, type: true, default: true, required: true } as const;
const fileNames: OptionNames<FileParameterOptions> = { ...commonNames, isText: true, encoding: true };
const parameterNames: OptionNames<Exclude<ParameterOptions, FileParameterOptions>> = {
  ...commonNames,
  choices: true,
  separator: true,
};

function describeParameter(property: string, { options, computedDefault }: ParameterDeclaration): DescribedParameter {
  const name = options.name ?? property;
  const choices = 'choices' in options ? options.choices : undefined;
  const separator = 'separator' in options ? options.separator : undefined;
  return {
    property,
    name,
    type: parameterType(options),
    ...(options.default !== undefined &&
      !computedDefault && { default: defaultAsJson(name, options, options.default) }),
    computedDefault: computedDefault !== undefined,
    required: (options.required ?? false) && (options.default === undefined || options.default === null),
    help: options.help ?? '',
    ...(options.title !== undefined && { title: options.title }),
    ...(separator !== undefined && { separator }),
    ...(choices !== undefined && { choices }),
    ...(options.type === 'file' && { isText: options.isText ?? true, encoding: options.encoding ?? 'utf-8' }),
    ...unknownOptions(options, options.type === 'file' ? fileNames : parameterNames),
  };
}

/** A config is an artifact of its name: nothing else of the flow may be called so, but for a field that holds the config. */
function rejectOtherUse(
  name: string,
  fields: readonly (readonly [name: string, value: unknown])[],
  steps: Readonly<Record<string, unknown>>,
  parameters: readonly DescribedParameter[],
): void {
  if (Object.hasOwn(steps, name)) throw new ConfigNameError(name, 'is called like a step');
  if (parameters.some((parameter) => parameter.name === name || parameter.property === name)) {
    throw new ConfigNameError(name, 'is called like a parameter');
  }
  const field = fields.find(([own]) => own === name);
  if (field && field[1] !== configValue(name)) {
    throw new ConfigNameError(name, `is called like a field that holds something else: write ${name} = ${name};`);
  }
}

function rejectDuplicates(parameters: readonly DescribedParameter[]): void {
  const seen = new Map<string, string>();
  for (const { name, property } of parameters) {
    // Metaflow: names are unique without regard to case, because of METAFLOW_RUN_<NAME>.
    const key = name.toLowerCase().replaceAll('-', '_');
    const other = seen.get(key);
    if (other !== undefined) throw new DuplicateParameterError(name, other, property);
    seen.set(key, property);
  }
}

/** Declared artifacts start undefined; functions in fields are helpers of the author and are not stored. */
function isConstant(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && !(value instanceof ParameterDeclaration);
}
