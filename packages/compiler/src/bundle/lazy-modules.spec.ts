import { exportedWhereAsked, requiredWhereUsed } from './lazy-modules';

test('a module is required where something of it is used', () => {
  const text = [
    'const errors_1 = require("./errors");',
    'const names_1 = require("@mf/ir/names");',
    'function check(name) {',
    '  if (!(0, names_1.isName)(name)) throw new errors_1.NameError(names_1.text(name), my_names_1.x);',
    '}',
  ].join('\n');
  expect(requiredWhereUsed(text)).toBe(
    [
      '',
      '',
      'function check(name) {',
      '  if (!(0, require("@mf/ir/names").isName)(name)) throw new (require("./errors").NameError)(require("@mf/ir/names").text(name), my_names_1.x);',
      '}',
    ].join('\n'),
  );
});

test('one that is used as a whole, and one that is only evaluated, stay where they are', () => {
  const text = ['const all_1 = require("./all");', 'require("./polyfill");', 'use(all_1, all_1.x);'].join('\n');
  expect(requiredWhereUsed(text)).toBe(text);
});

test('all that a module exports becomes a getter each', () => {
  const text = '__exportStar(require("./a"), exports);\nexports.own = 1;';
  const a = { first: 1, second: 2 };
  const changed = exportedWhereAsked(text, () => a);
  expect(changed).toContain('exports.own = 1;');
  const exports: Record<string, unknown> = {};
  const required: string[] = [];
  new Function('exports', 'require', changed)(exports, (module: string) => {
    required.push(module);
    return a;
  });
  expect(required).toEqual([]);
  expect(exports['second']).toBe(2);
  expect(required).toEqual(['./a']);
});
