import type { LintRule } from './lint-rule';

export const exitHookRules: readonly LintRule[] = [
  {
    code: 'MF1445',
    summary: '`@exitHook` without a function',
    *check({ ir }) {
      for (const { name, attributes, at = ir.at } of ir.decorators) {
        if (name !== 'exit_hook' || Object.keys(attributes).length === 0) continue;
        const { on_success: onSuccess, on_error: onError } = attributes;
        if ([onSuccess, onError].some((hooks) => Array.isArray(hooks) && hooks.length > 0)) continue;
        yield {
          at,
          message: 'The exit hook has nothing to call.',
          advice: 'Write it like @exitHook({ onError: [notify] }), with a function of this file or an imported one.',
        };
      }
    },
  },
];
