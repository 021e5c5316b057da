import type { LintRule } from './lint-rule';

export const exitHookRules: readonly LintRule[] = [
  {
    code: 'MF1445',
    summary: '`@exitHook` without a function, or with what is none',
    *check({ ir }) {
      for (const { name, attributes, at = ir.at } of ir.decorators) {
        if (name !== 'exit_hook' || Object.keys(attributes).length === 0) continue;
        const { on_success: onSuccess = [], on_error: onError = [] } = attributes;
        const hooks = Object.entries({ onSuccess, onError });
        const wrong = hooks.find(([, names]) => !Array.isArray(names) || names.includes(null));
        if (!wrong && hooks.some(([, names]) => Array.isArray(names) && names.length > 0)) continue;
        yield {
          at,
          message: wrong
            ? `The ${wrong[0]} of the exit hook is no list of functions.`
            : 'The exit hook has nothing to call.',
          advice: 'Write it like @exitHook({ onError: [notify] }), with a function of this file or an imported one.',
        };
      }
    },
  },
];
