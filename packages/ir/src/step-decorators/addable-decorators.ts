import type { DecoratorIR } from '../flow-ir';
import { attributeProblems, kubernetesChecks, resourcesChecks } from './resource-attributes';
import { checkSecrets } from './secret-sources';
import { readCard } from './step-cards';
import { readCatch } from './step-catch';
import { readEnvironment } from './step-environment';
import { readTimeout } from './step-timeout';

/** A decorator that `--with` can add to steps. */
export interface AddableDecorator {
  /** In Metaflow's spelling. */
  readonly attributes: readonly string[];
  /** The rules that lint has for it in the source. @throws RangeError */
  readonly check: (decorator: DecoratorIR) => unknown;
}

/** What `--with` can add, by name. */
export const addableDecorators: Readonly<Record<string, AddableDecorator>> = {
  retry: { attributes: ['times', 'minutes_between_retries'], check: checkRetry },
  timeout: { attributes: ['seconds', 'minutes', 'hours'], check: readTimeout },
  environment: { attributes: ['vars'], check: readEnvironment },
  catch: { attributes: ['var', 'print_exception'], check: readCatch },
  resources: { attributes: Object.keys(resourcesChecks), check: byTable(resourcesChecks) },
  kubernetes: { attributes: Object.keys(kubernetesChecks), check: byTable(kubernetesChecks) },
  card: {
    attributes: ['type', 'id', 'options', 'timeout', 'save_errors', 'customize', 'refresh_interval'],
    check: readCard,
  },
  secrets: { attributes: ['sources', 'role', 'allow_override'], check: checkSecrets },
};

function byTable(checks: typeof kubernetesChecks): (decorator: DecoratorIR) => void {
  return (decorator) => {
    const problems = attributeProblems(decorator, checks);
    if (problems.length > 0) throw new RangeError(problems.join('; '));
  };
}

/** Metaflow: at most 4 retries. */
function checkRetry({ attributes }: DecoratorIR): void {
  const { times = 0, minutes_between_retries: minutes = 0 } = attributes;
  if (!Number.isInteger(times) || (times as number) < 0 || (times as number) > 4) {
    throw new RangeError('times must be a whole number from 0 to 4');
  }
  if (typeof minutes !== 'number' || minutes < 0) {
    throw new RangeError('minutes_between_retries must be a number of at least 0');
  }
}
