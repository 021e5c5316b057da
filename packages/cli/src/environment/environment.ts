import type { Compute } from '@mf/airflow';

/** Where flows are deployed to, e.g. staging or production: the names are those of the options of `airflow deploy`. */
export interface Environment {
  readonly name: string;
  /** Where its Airflow has DAGs from: see `openDagPlace`. A folder is relative to the workspace. */
  readonly dags: string;
  /** AIRFLOW_URL when not given; when that is not set either, nobody looks whether Airflow has read what was deployed. */
  readonly airflowUrl?: string;
  readonly airflowUser?: string;
  readonly compute: Compute;
  /** With compute=kubernetes: Airflow's triggerer waits for pods, not a worker. */
  readonly deferrable?: boolean;
  /** With compute=kubernetes: Airflow's connection to the cluster. */
  readonly kubernetesConnId?: string;
  /** Connections of Airflow that steps in containers get. */
  readonly secretConnection?: readonly string[];
  /** With compute=docker: the network of the containers. */
  readonly dockerNetwork?: string;
  /** With compute=docker: Airflow's connection to the registry. */
  readonly dockerConnId?: string;
  /** Repository that images of flows are pushed to, e.g. `registry.example.com/team/flows`. Steps in containers run them. */
  readonly registry?: string;
  /** Image with Node that they are built on; METAFLOW_KUBERNETES_CONTAINER_IMAGE when not given, else mf's own. */
  readonly baseImage?: string;
  /** Whether a registry on another machine is spoken to without HTTPS. */
  readonly plainHttp?: boolean;
  readonly branch?: string;
  readonly production?: boolean;
  readonly with: readonly string[];
  readonly tag: readonly string[];
  readonly maxWorkers: number;
  readonly workflowTimeout?: number;
  readonly namespace?: string;
  /** Variables that count more than those of the process: where its datastore is, for example. Not for secrets. */
  readonly env: Readonly<Record<string, string>>;
}

/** No environment has the name. */
export class EnvironmentNotFoundError extends Error {
  override readonly name = 'EnvironmentNotFoundError';
  readonly code = 'MF2901';
  readonly advice: string;

  constructor(environment: string | undefined, known: readonly string[], source: string) {
    super(environment === undefined ? 'No environment is named' : `There is no environment ${environment}`);
    this.advice =
      known.length > 0
        ? `Give --environment, which is one of: ${known.join(', ')} (${source}).`
        : `Describe one in ${source}: { "environments": { "production": { "dags": "s3://our-airflow/dags" } } }. See docs/deployments.md.`;
  }
}

/** What is said of an environment makes no sense. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
  readonly code = 'MF2902';
  readonly advice = 'Correct it. docs/deployments.md lists what an environment can have.';

  constructor(source: string, why: string) {
    super(`${source}: ${why}`);
  }
}

const name = /^[A-Za-z0-9][\w.-]{0,62}$/;

type Kind = 'text' | 'texts' | 'flag' | 'count' | 'variables';

const kinds: Readonly<Record<Exclude<keyof Environment, 'name' | 'compute'>, Kind>> = {
  dags: 'text',
  airflowUrl: 'text',
  airflowUser: 'text',
  deferrable: 'flag',
  kubernetesConnId: 'text',
  secretConnection: 'texts',
  dockerNetwork: 'text',
  dockerConnId: 'text',
  registry: 'text',
  baseImage: 'text',
  plainHttp: 'flag',
  branch: 'text',
  production: 'flag',
  with: 'texts',
  tag: 'texts',
  maxWorkers: 'count',
  workflowTimeout: 'count',
  namespace: 'text',
  env: 'variables',
};

const isText = (value: unknown): boolean => typeof value === 'string';

const checks: Readonly<Record<Kind, { readonly is: (value: unknown) => boolean; readonly words: string }>> = {
  text: { is: isText, words: 'a text' },
  texts: { is: (value) => Array.isArray(value) && value.every(isText), words: 'a list of texts' },
  flag: { is: (value) => typeof value === 'boolean', words: 'true or false' },
  count: { is: (value) => Number.isInteger(value) && (value as number) > 0, words: 'a whole number of at least 1' },
  variables: { is: (value) => isRecord(value) && Object.values(value).every(isText), words: 'an object of texts' },
};

const computes: readonly Compute[] = ['process', 'docker', 'kubernetes'];

/**
 * Checks what a workspace says of its environments.
 *
 * @param source where it says so, for errors
 * @throws InvalidEnvironmentError
 */
export function parseEnvironments(given: unknown, source: string): Map<string, Environment> {
  if (given === undefined) return new Map();
  if (!isRecord(given)) throw new InvalidEnvironmentError(source, '"environments" is no object');
  return new Map(Object.entries(given).map(([key, value]) => [key, parseEnvironment(key, value, source)]));
}

function parseEnvironment(key: string, given: unknown, source: string): Environment {
  const fail = (why: string): never => {
    throw new InvalidEnvironmentError(source, `the environment ${JSON.stringify(key)} ${why}`);
  };
  if (!name.test(key)) fail('has a name with other characters than letters, digits, dashes, dots and underscores');
  if (!isRecord(given)) return fail('is no object');
  for (const [option, value] of Object.entries(given)) {
    if (option === 'compute') {
      if (!computes.includes(value as Compute)) fail(`has a compute that is none of: ${computes.join(', ')}`);
      continue;
    }
    const kind = Object.hasOwn(kinds, option) ? checks[kinds[option as keyof typeof kinds]] : undefined;
    if (!kind)
      return fail(`has ${JSON.stringify(option)}, which is none of: ${Object.keys(kinds).join(', ')}, compute`);
    if (!kind.is(value)) fail(`has a ${JSON.stringify(option)} that is not ${kind.words}`);
  }
  const { dags, ...rest } = given as Partial<Environment>;
  if (!dags) return fail('does not say where its DAGs go: "dags"');
  if (rest.compute !== undefined && rest.compute !== 'process' && rest.registry === undefined)
    fail('runs steps in containers, and does not say where their images go: "registry"');
  return { compute: 'process', maxWorkers: 100, with: [], tag: [], env: {}, ...rest, dags, name: key };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
