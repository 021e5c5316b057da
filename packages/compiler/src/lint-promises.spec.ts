import { found, linear } from './testing/lint-found';

describe('a promise that nobody waits for', () => {
  const around =
    'async function load() {} const save = async () => {}; function plain() {} async function* stream() {}';
  it.each<[string, string]>([
    ['an async method', 'this.fill();'],
    ['an async field', 'this.arrow();'],
    ['fetch', "fetch('http://x');"],
    ['Promise.all', 'Promise.all([]);'],
    ['an async function of the file', 'load();'],
    ['an async arrow function of the file', 'save();'],
    ['an async function called where it is written', '(async () => {})();'],
    ['a chain', 'load().then(() => {});'],
    ['a forEach with an async function', 'list.forEach(async (each) => { await save(each); });'],
    ['a forEach with an async function of the file', 'new Map(list)?.forEach(save);'],
    ['a map whose promises nobody takes', 'list.map(async (each) => each);'],
  ])('%s', async (_, statement) =>
    expect(await found(linear(statement, '', 'async fill() {} arrow = async () => {};'), around)).toEqual([
      'MF1530 warning 5:5',
    ]),
  );
  it('inside of an if, behind a condition', async () => {
    expect(await found(linear('if (now()) { load(); } now() && save();'), around)).toEqual([
      'MF1530 warning 5:18',
      'MF1530 warning 5:37',
    ]);
  });
  it.each<[string, string]>([
    ['awaited', 'await this.fill(); await load();'],
    ['void', 'void this.fill(); void load();'],
    ['kept', 'const p = this.fill(); await p; const all = [load()]; await Promise.all(all);'],
    ['assigned', 'let p; p = load(); await p;'],
    ['given on', 'list.push(load());'],
    ['awaited as a chain', 'await load().then(() => {});'],
    ['with a handler', 'load().catch(() => {}); load().then(f, g);'],
    ['a plain function', 'plain(); this.sync(); other();'],
    ['an async generator', 'stream();'],
    ['a name of the step itself', 'const load = () => 1; load();'],
    ['another fetch', "const fetch = () => 1; fetch('x');"],
    ['in a function', 'list.map(() => { load(); });'],
    ['resolved already', 'Promise.resolve();'],
    ['a map that is awaited', 'await Promise.all(list.map(async (each) => each));'],
    ['a map that is kept', 'const all = list.map(async (each) => each); await Promise.all(all);'],
    ['a forEach with a plain function', 'list.forEach((each) => plain(each)); list.forEach(plain); list.forEach();'],
  ])('no finding: %s', async (_, statement) =>
    expect(await found(linear(statement, '', 'async fill() {} sync() {}'), around)).toEqual([]),
  );
  it('knows an imported fetch nothing of', async () => {
    expect(await found(linear("fetch('x');"), "import { fetch } from './fetch.js';")).toEqual([]);
  });
});
