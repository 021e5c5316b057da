import type { DecoratorIR } from '../flow-ir';
import { backendProblem, readSecrets } from '../step-decorators/secret-sources';
import type { LintRule } from './lint-rule';
import { unreadable } from './unreadable-decorators';

const advice =
  "Write it like @secrets({ sources: ['environment.DB_SECRET', { type: 'vault', id: 'db', fetch: () => readVault('db') }] }).";

export const secretRules: readonly LintRule[] = [
  {
    code: 'MF1430',
    summary: '`@secrets` with what is no source of secrets',
    *check({ ir }) {
      for (const { step, at, reason } of unreadable(ir, 'secrets', withBackends)) {
        yield { at, message: `The @secrets of step ${step} cannot be read: ${reason}.`, advice };
      }
    },
  },
];

/** @throws RangeError */
function withBackends(decorator: DecoratorIR): void {
  for (const { type, id, isInCode } of readSecrets(decorator).sources) {
    const problem = isInCode ? undefined : backendProblem(type);
    if (problem !== undefined) throw new RangeError(`source ${id}: ${problem}`);
  }
}
