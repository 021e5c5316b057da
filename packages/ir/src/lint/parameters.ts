import { closestName, didYouMean } from '../closest-name';
import type { ParameterIR } from '../flow-ir';
import type { ParameterType } from '../flow-description';
import { parseExactJson } from '../exact-json';
import type { Json } from '../json';
import { isReservedParameterName } from '../reserved-names';
import type { LintRule } from './lint-rule';
import { unknownOptionFindings } from './unknown-options';
import { listed } from './wording';

/** Metaflow's rule for names that must differ: METAFLOW_RUN_<NAME> is upper case with underscores. */
const environmentKey = (name: string): string => name.toUpperCase().replaceAll('-', '_');

export const parameterRules: readonly LintRule[] = [
  {
    code: 'MF1301',
    summary: 'a parameter has a reserved name',
    *check({ ir }) {
      for (const { name, at } of ir.parameters) {
        if (!isReservedParameterName(name)) continue;
        yield {
          at,
          message: `A parameter cannot be called ${name}: --${name} is an option of the command line already.`,
          advice: "Rename the field, or give the parameter a name of its own: parameter({ name: '...' }).",
        };
      }
    },
  },
  {
    code: 'MF1302',
    summary: 'two parameters have the same name',
    *check({ ir }) {
      const seen = new Map<string, ParameterIR>();
      for (const parameter of ir.parameters) {
        const key = environmentKey(parameter.name);
        const other = seen.get(key);
        if (!other) {
          seen.set(key, parameter);
          continue;
        }
        yield {
          at: parameter.at,
          message: `Parameters ${other.name} and ${parameter.name} are the same outside of the code (case, - and _ make no difference): both would be METAFLOW_RUN_${key}.`,
          advice: 'Give one of them another name.',
        };
      }
    },
  },
  {
    code: 'MF1303',
    summary: 'a parameter name cannot be an option',
    *check({ ir }) {
      for (const { name, at } of ir.parameters) {
        if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) continue;
        yield {
          at,
          message: `The parameter name ${JSON.stringify(name)} cannot be an option of the command line and an environment variable.`,
          advice: 'Begin with a letter, and use only ASCII letters, digits, - and _.',
        };
      }
    },
  },
  {
    code: 'MF1304',
    summary: 'a default is not of the type of its parameter',
    *check({ ir }) {
      for (const parameter of ir.parameters) {
        const { name, type, default: value } = parameter;
        if (value === undefined || !isType(type) || isOfType(value, parameter)) continue;
        yield {
          at: parameter.at,
          message: `The default of parameter ${name} is ${JSON.stringify(value)}, which is not ${type === 'json' ? 'JSON text' : `of its type ${type}`}.`,
          advice:
            type === 'json'
              ? "A text is read as JSON, as in Metaflow. Give the value itself, or text like '{\"a\": 1}'; for plain text use type: 'string'."
              : `Change the default, or the type: it should be ${typeWords[type]}.`,
        };
      }
    },
  },
  {
    code: 'MF1305',
    summary: 'a choice is not of the type of its parameter',
    *check({ ir }) {
      for (const { name, type, choices = [], at } of ir.parameters) {
        if (!isType(type)) continue;
        const wrong = choices.filter((choice) => !isOfScalarType(choice, type));
        if (wrong.length === 0) continue;
        yield {
          at,
          message: `Parameter ${name} is of type ${type}, but some of its choices are not: ${wrong.map((choice) => JSON.stringify(choice)).join(', ')}.`,
          advice: `Every choice should be ${typeWords[type]}.`,
        };
      }
    },
  },
  {
    code: 'MF1306',
    summary: 'a default is not among the choices',
    *check({ ir }) {
      for (const { name, default: value, choices, separator, at } of ir.parameters) {
        if (value === undefined || value === null || !choices) continue;
        const values = separator !== undefined && typeof value === 'string' ? listOf(value, separator) : [value];
        if (values.every((one) => choices.some((choice) => JSON.stringify(choice) === JSON.stringify(one)))) continue;
        yield {
          at,
          message: `The default of parameter ${name} is ${JSON.stringify(value)}, which is not one of its choices.`,
          advice: `Use ${listed(
            choices.map((choice) => JSON.stringify(choice)),
            'or',
          )}, or add it to the choices.`,
        };
      }
    },
  },
  {
    code: 'MF1308',
    summary: 'a separator on a parameter that is no string',
    *check({ ir }) {
      for (const { name, type, separator, at } of ir.parameters) {
        if (separator === undefined || (type === 'string' && separator !== '')) continue;
        yield {
          at,
          message:
            type === 'string'
              ? `The separator of parameter ${name} is empty.`
              : `Parameter ${name} is of type ${type}, but a separator splits text only.`,
          advice: type === 'string' ? "Use a character, e.g. ','." : "Remove the separator, or use type: 'string'.",
        };
      }
    },
  },
  {
    code: 'MF1309',
    summary: 'a parameter has an option that there is not',
    *check({ ir }) {
      for (const { name, unknownOptions, at } of ir.parameters) {
        yield* unknownOptionFindings(`Parameter ${name}`, unknownOptions, at);
      }
    },
  },
  {
    code: 'MF1310',
    summary: 'a parameter is of a type that there is not',
    *check({ ir }) {
      for (const { name, type, at } of ir.parameters.filter((parameter) => !isType(parameter.type))) {
        const types = Object.keys(typeWords).filter((word) => word !== 'file');
        yield {
          at,
          message: `Parameter ${name} is of type ${JSON.stringify(type)}, which there is not.${didYouMean(closestName(String(type), types))}`,
          advice: `Use ${listed(types, 'or')}, or includeFile(...) for the content of a file.`,
        };
      }
    },
  },
];

/** As a run reads it: the empty text is the empty list. */
const listOf = (text: string, separator: string): readonly string[] => (text === '' ? [] : text.split(separator));

const typeWords: Readonly<Record<ParameterType, string>> = {
  int: 'a whole number',
  float: 'a number',
  bigint: 'a bigint',
  file: 'the path of a file',
  string: 'a text',
  boolean: 'true or false',
  json: 'any JSON value',
};

function isType(type: ParameterType): boolean {
  return Object.hasOwn(typeWords, type);
}

function isOfType(value: Json, { type, separator }: ParameterIR): boolean {
  if (value === null) return true;
  if (type === 'json') return typeof value !== 'string' || isJsonText(value);
  if (type === 'float' && typeof value === 'string') return /^(-?inf|nan|-0\.0)$/.test(value);
  if (separator !== undefined && Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return isOfScalarType(value, type);
}

function isOfScalarType(value: Json, type: ParameterType): boolean {
  switch (type) {
    case 'int':
      return Number.isSafeInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'bigint':
      return typeof value === 'string' && /^-?\d+$/.test(value);
    case 'file':
      return typeof value === 'string';
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'json':
      return true;
  }
}

function isJsonText(text: string): boolean {
  try {
    parseExactJson(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
