import { mayComputeDefault } from './computed-default';

const flow = (fields: string, before = '') => `
import { FlowSpec, parameter, step } from '@mf/flow';
${before}
/** By default, the parameter 'x' has a default: see parameter(). */
export default class F extends FlowSpec {
  ${fields}
  @step start() { this.next(this.end); }
  @step end() {}
}`;

describe('mayComputeDefault', () => {
  it.each([
    ['no parameter', ''],
    ['a number', `alpha = parameter({ default: 0.01, help: 'Learning rate' });`],
    ['a negative number', `alpha = parameter({ default: -1e-3 });`],
    ['arithmetic', `seconds = parameter({ default: 60 * 60 });`],
    ['a string', `name = parameter({ default: "it's", choices: ['a', 'b'] });`],
    ['a template without holes', 'name = parameter({ default: `a` });'],
    ['a boolean and null', `a = parameter({ default: true }); b = parameter({ default: null, type: 'int' });`],
    [
      'a list and an object',
      `a = parameter({ default: ['x'], type: 'json' }); b = parameter<{ x: number }>({ default: { x: 1 }, type: 'json' });`,
    ],
    ['no default', `a = parameter({ type: 'string', required: true });`],
    ['a quote in a comment', `a = parameter({ default: 1 }); // don't`],
    ['a glob in a string', `a = parameter({ default: '**/*.ts' }); /* b */`],
    ['an import of a default', '', `import { default as lib } from './lib';`],
    ['an error class', '', `class Broken extends Error {}`],
  ])('is false for %s', (_, ...[fields, before]) => {
    expect(mayComputeDefault(flow(fields!, before))).toBe(false);
  });

  it.each([
    ['a function', `a = parameter({ default: (context) => context.userName });`],
    ['an async function', `a = parameter({ type: 'json', default: async () => 1 });`],
    ['a method', `a = parameter({ default(context) { return 1; } });`],
    ['a quoted key', `a = parameter({ 'default': () => 1 });`],
    ['a computed key', "a = parameter({ ['default']: () => 1 });"],
    ['a name', `a = parameter({ default: branch });`],
    ['a shorthand', `a = parameter({ default });`],
    ['a literal that goes on', `a = parameter({ default: 1 ? f : g });`],
    ['options from elsewhere', `a = parameter(shared);`],
    ['options spread', `a = parameter({ help: '', ...shared });`],
    ['another name of parameter', `a = p({ help: '' });`, `import { parameter as p } from '@mf/flow';`],
    ['a function after a glob', `a = parameter({ default: '/*' }); b = parameter({ default: () => 1 }); /* c */`],
    ['a file', `a = includeFile({ default: './x.csv' });`],
    ['a base class', '', `class Base extends Shared {}`],
    ['text that cannot be told apart', `re = /'/; a = parameter({ default: () => 1 });`],
  ])('is true for %s', (_, ...[fields, before]) => {
    expect(mayComputeDefault(flow(fields!, before))).toBe(true);
  });
});
