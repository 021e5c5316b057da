import type { FlowDescription } from '@mf/ir';
import { found, linear, linted } from './testing/lint-found';

const branches = (a: string, b: string, join: string, end = '', start = ''): string =>
  `  x!: number; y!: number;
  @step start() { ${start} this.next(this.a, this.b); }
  @step a() { ${a} this.next(this.join); }
  @step b() { ${b} this.next(this.join); }
  @step join(inputs: Inputs<F, 'a' | 'b'>) {
    ${join}
    this.next(this.end); }
  @step end() { ${end} }`;

const switched = (a: string, b: string, last: string): string =>
  `  x!: number; go!: string;
  @step start() { this.go = 'a'; this.next({ a: this.a, b: this.b }, { condition: 'go' }); }
  @step a() { ${a} this.next(this.last); }
  @step b() { ${b} this.next(this.last); }
  @step last() {
    ${last}
    this.next(this.end); }
  @step end() {}`;

describe('an artifact that nothing assigns', () => {
  it.each<[string, string, string[]]>([
    ['read in start', linear('use(this.x);'), ['MF1501 error 5:9']],
    ['read in a later step', linear('', 'use(1, this.x);'), ['MF1501 error 8:12']],
    ['said once for each step', linear('', 'use(this.x); use(this.x);'), ['MF1501 error 8:9']],
    ['read before it is assigned', linear('use(this.x); this.x = 1;'), ['MF1501 error 5:9']],
    ['read by what assigns it', linear('this.x = this.x + 1;'), ['MF1501 error 5:14']],
    ['compound assignment', linear('this.x += 1;'), ['MF1501 error 5:5']],
    ['increment', linear('this.x++;'), ['MF1501 error 5:5']],
    ['a method of the value', linear('this.x.toFixed();'), ['MF1501 error 5:5']],
    ['a member of the value assigned', linear('this.x.y = 1;'), ['MF1501 error 5:5']],
    ['destructured from this', linear('const { x } = this;'), ['MF1501 error 5:13']],
    ['in brackets', linear("use(this['x']);"), ['MF1501 error 5:9']],
    ['behind a type', linear('use((this as any).x!);'), ['MF1501 error 5:9']],
    ['not even declared', linear('this.x = 1;', 'use(this.xs);'), ['MF1501 error 8:9']],
    ['in a template', linear('use(`${this.x}`);'), ['MF1501 error 5:12']],
    ['in an arrow function', linear('[1].map((n) => n + this.x);'), ['MF1501 error 5:24']],
    ['in a loop', linear('for (const n of [1]) use(n, this.x);'), ['MF1501 error 5:33']],
    ['in a comparison', linear('if (this.x > 1) use();'), ['MF1501 error 5:9']],
    ['by a helper method', linear('', 'this.show();', 'show() { use(this.x); }'), ['MF1501 error 10:16']],
    [
      'by a helper of a helper',
      linear('', 'this.a1();', 'a1() { this.#b(); } #b() { use(this.x); }'),
      ['MF1501 error 10:34'],
    ],
    ['by a getter', linear('', 'use(this.twice);', 'get twice() { return this.x * 2; }'), ['MF1501 error 10:24']],
    ['by a field with a function', linear('', 'this.show();', 'show = () => use(this.x);'), ['MF1501 error 10:20']],
    ['by a helper given on', linear('', '[1].map(this.show);', 'show() { use(this.x); }'), ['MF1501 error 10:16']],
  ])('%s', async (_, body, expected) => expect(await found(body)).toEqual(expected));

  it.each<[string, string]>([
    ['assigned in the step before', linear('this.x = 1;', 'use(this.x);')],
    ['assigned above', linear('this.x = 1; use(this.x);')],
    ['assigned in a condition', linear('if (now()) this.x = 1; else use(this.x);', 'use(this.x);')],
    ['assigned by destructuring', linear('[this.x] = [1];', 'use(this.x);')],
    ['assigned by object destructuring', linear('({ a: this.x = 2, ...rest } = o);', 'use(this.x);')],
    ['assigned by a loop', linear('for (this.x of [1]) use();', 'use(this.x);')],
    ['assigned in brackets, behind a type', linear("(this as any)['x'] = 1;", 'use(this.x);')],
    ['assigned later in a loop', linear('for (const i of [1, 2]) { if (i > 1) use(this.x); this.x = i; }')],
    ['assigned in an arrow function', linear('[1].forEach((n) => { this.x = n; }); use(this.x);')],
    ['read in an arrow function that may run later', linear('const f = () => this.x; this.x = 1; f();')],
    ['assigned by a helper method', linear('this.set();', 'use(this.x);', 'set() { this.x = 1; }')],
    ['assigned by an async helper', linear('await this.set();', 'use(this.x);', 'async set() { this.x = 1; }')],
    ['assigned by a setter', linear('this.all = 1;', 'use(this.x);', 'set all(n) { this.x = n; }')],
    ['assigned by a field with a function', linear('this.set();', 'use(this.x);', 'set = () => { this.x = 1; };')],
    [
      'helpers that call each other',
      linear('this.p();', 'use(this.x);', 'p() { this.q(); } q() { this.p(); this.x = 1; }'),
    ],
    ['assigned if missing', linear('this.x ??= 1; use(this.x);')],
    ['with a value for when it is missing', linear('use(this.x ?? 1);')],
    ['asked for', linear('if (this.x === undefined) use(); else use(this.x);')],
    ['asked for by truth', linear('use(this.x ? this.x : 1); if (!this.x) use();')],
    ['asked for by a function', linear('if (Array.isArray(this.x)) use(this.x);')],
    ['asked for by typeof', linear("if (typeof this.x === 'number') use(this.x);")],
    ['optional chain', linear('use(this.x?.y);')],
    ['default in a pattern', linear('const { x = 1 } = this;')],
    ['dynamic access', linear('const k = key(); this[k] = 1;', 'use(this.x);')],
    ['dynamic access in the step itself', linear('use(this[key()], this.x);')],
    ['this given to a function', linear('fill(this);', 'use(this.x);')],
    ['Object.assign', linear('Object.assign(this, { x: 1 });', 'use(this.x);')],
    ['an alias of this', linear('const self = this; self.x = 1;', 'use(this.x);')],
    ['a method that is not in the class', linear('this.mixedIn();', 'use(this.x);')],
    ['a method bound to this', linear('later(this.set.bind(this));', 'use(this.x);', 'set() { this.x = 1; }')],
    ['the this of another function', linear('use(function () { return this.x; });')],
    ['the this of another class', linear('use(class { x = 1; y = this.x; });')],
    ['only its type', linear('let n: typeof this.x; use(n);')],
    ['a constructor', linear('', 'use(this.x);', 'constructor() { super(); this.x = 1; }')],
    ['a field that uses this', linear('', 'use(this.x);', 'set = { x: () => { this.x = 1; } };')],
    ['an optional field', '  x?: number;\n  @step start() { use(this.x); this.next(this.end); }\n  @step end() {}'],
    [
      'a field that may be undefined',
      '  x!: number | undefined;\n  @step start() { use(this.x); this.next(this.end); }\n  @step end() {}',
    ],
    [
      'constants and parameters',
      '  x = 1; p = parameter({ default: 1 });\n  @step start() { use(this.x, this.p); this.next(this.end); }\n  @step end() {}',
    ],
    ['input, index and steps', linear('use(this.input, this.index, this.foreachStack(), this.end);')],
    ['static members, and those of every object', linear('use(F.x, this.constructor.name);')],
    ['undeclared, but assigned', linear('(this as any).other = 1;', 'use((this as any).other);')],
  ])('no finding: %s', async (_, body) => expect(await found(body)).toEqual([]));

  it('names the artifact that was meant', async () => {
    const [mistyped] = await linted(linear('this.x = 1;', 'use(this.xs);'));
    expect(mistyped?.message).toBe(
      'Step end reads this.xs, but no step that leads here has assigned it. Did you mean x?',
    );
  });

  it('knows an alias that allows undefined', async () => {
    const body = '  x!: Maybe;\n  @step start() { use(this.x); this.next(this.end); }\n  @step end() {}';
    expect(await found(body, 'type Maybe = Other; type Other = string | undefined;')).toEqual([]);
    expect(await found(body, 'type Maybe = Other; type Other = Maybe;')).toEqual(['MF1501 error 4:23']);
  });

  it('gives up on decorators of the author', async () => {
    expect(
      await found('  x!: number;\n  @fill @step start() { this.next(this.end); }\n  @step end() { use(this.x); }'),
    ).toEqual([]);
  });

  it('knows the artifact that @catch sets', async () => {
    const body =
      "  x!: string;\n  @catchError({ var: 'x' })\n  @step start() { this.next(this.end); }\n  @step end() { use(this.x); }";
    expect(await linted(body)).toEqual([]);
    const steps = (attributes: object) => ({
      steps: { start: [{ name: 'catch', attributes }] },
      decorators: [],
      parameters: [],
      constants: [],
    });
    const codes = async (attributes: object) =>
      (await linted(body, '', steps(attributes) as unknown as FlowDescription))
        .map(({ code }) => code)
        .filter((code) => code > 'MF15');
    expect(await codes({ var: 'x' })).toEqual([]);
    expect(await codes({ var: null })).toEqual(['MF1501']);
  });

  it('reads what foreach and switch go by', async () => {
    const body =
      '  items!: string[];\n  @step start() {\n    this.next(this.work, { foreach: "items" }); }\n  @step work() { this.next(this.join); }\n  @step join(inputs) { this.next(this.end); }\n  @step end() {}';
    expect(await found(body)).toEqual(['MF1501 error 5:5']);
    expect(await found(body.replace('start() {', 'start() { this.items = [];'))).toEqual([]);
  });

  it('is silent while the graph has errors', async () => {
    expect(
      await found('  x!: number;\n  @step start() { this.next(this.nowhere9); }\n  @step end() { use(this.x); }'),
    ).not.toContain('MF1501 error 5:21');
  });
});

describe('ways that a switch chooses', () => {
  it.each<[string, string, string[]]>([
    ['one of two', switched('this.x = 1;', '', 'use(this.x);'), ['MF1503 warning 8:9']],
    ['none of them', switched('', '', 'use(this.x);'), ['MF1501 error 8:9']],
    ['both', switched('this.x = 1;', 'this.x = 2;', 'use(this.x);'), []],
    ['asked for', switched('this.x = 1;', '', 'use(this.x ?? 0);'), []],
    ['one does what cannot be told', switched('fill(this);', '', 'use(this.x);'), []],
    [
      'a loop that sets it the first time round',
      "  n!: number; go!: string;\n  @step start() { this.n = 0; this.next(this.a); }\n  @step a() { this.n += 1; this.go = 'b'; this.next({ a: this.a, b: this.end }, { condition: 'go' }); }\n  @step end() { use(this.n); }",
      [],
    ],
    [
      'a loop that has it only from the second time on',
      "  n!: number; go!: string;\n  @step start() { this.next(this.a); }\n  @step a() {\n    use(this.n); this.go = 'b'; this.next(this.b); }\n  @step b() { this.n = 1; this.next({ a: this.a, b: this.end }, { condition: 'go' }); }\n  @step end() {}",
      ['MF1503 warning 6:9'],
    ],
  ])('%s', async (_, body, expected) => expect(await found(body)).toEqual(expected));
});

describe('a join', () => {
  it.each<[string, string, string[]]>([
    ['reads what a branch set', branches('this.x = 1;', '', 'use(this.x);'), ['MF1502 error 8:9']],
    ['reads what start set', branches('', '', 'use(this.x);', '', 'this.x = 1;'), ['MF1502 error 8:9']],
    ['leads to a step that reads it', branches('this.x = 1;', '', '', 'use(this.x);'), ['MF1502 error 10:21']],
    ['reads what no one set', branches('', '', 'use(this.x);'), ['MF1501 error 8:9']],
    ['reads what a branch did that cannot be told', branches('fill(this);', '', 'use(this.x);'), ['MF1502 error 8:9']],
    [
      'reads before it merges',
      branches('this.x = 1;', '', 'use(this.x); this.mergeArtifacts(inputs);'),
      ['MF1502 error 8:9'],
    ],
    [
      'merges something else',
      branches('this.x = 1;', '', "this.mergeArtifacts(inputs, { include: ['y'] });", 'use(this.x);', 'this.y = 1;'),
      ['MF1502 error 10:21'],
    ],
    [
      'leaves it out',
      branches('this.x = 1;', '', "this.mergeArtifacts(inputs, { exclude: ['x'] });", 'use(this.x);'),
      ['MF1502 error 10:21'],
    ],
    ['assigns it', branches('this.x = 1;', 'this.x = 2;', 'this.x = inputs.a.x + inputs.b.x;', 'use(this.x);'), []],
    [
      'assigns it in a callback',
      branches('this.x = 1;', 'this.x = 2;', 'inputs.forEach((i) => { this.x = i.x; });', 'use(this.x);'),
      [],
    ],
    ['merges it', branches('this.x = 1;', '', 'this.mergeArtifacts(inputs); use(this.x);', 'use(this.x);'), []],
    [
      'merges it by name',
      branches('this.x = 1;', '', "this.mergeArtifacts(inputs, { include: ['x'] });", 'use(this.x);'),
      [],
    ],
    [
      'merges with options that cannot be read',
      branches('this.x = 1;', 'this.x = 2;', 'this.mergeArtifacts(inputs, options);', 'use(this.x);'),
      [],
    ],
    [
      'merges one input',
      branches('this.x = 1;', 'this.x = 2;', 'this.mergeArtifacts([inputs.a]);', 'use(this.x);'),
      [],
    ],
    ['takes what is nowhere', branches('this.x = 1;', '', 'use(inputs.a.xs);'), ['MF1504 error 8:9']],
    ['takes from the branch that has it not', branches('this.x = 1;', '', 'use(inputs.b.x);'), ['MF1504 error 8:9']],
    ['asks the branch that has it not', branches('this.x = 1;', '', 'use(inputs.b.x ?? inputs.a.x);'), []],
    ['takes what was before the split from a branch', branches('', '', 'use(inputs.b.x);', '', 'this.x = 1;'), []],
    ['takes from a branch that cannot be told', branches('', 'fill(this);', 'use(inputs.b.x);'), []],
    ['has something else of the same name', branches('', '', 'list.map((inputs) => inputs.b.x);'), []],
    ['goes over what none has', branches('', '', 'use(inputs.map((i) => i.x));'), ['MF1504 error 8:27']],
    ['goes over what one of them has', branches('this.x = 1;', '', 'use(inputs.map((i) => i.x));'), []],
    ['goes over what cannot be told of one', branches('fill(this);', '', 'use(inputs.map((i) => i.x));'), []],
    ['takes apart what none has', branches('', '', 'use(inputs.flatMap(({ x }) => x));'), ['MF1504 error 8:27']],
    ['takes apart what may be missing', branches('', '', 'use(inputs.flatMap(({ x = 1 }) => x));'), []],
    ['adds up what none has', branches('', '', 'use(inputs.reduce((s, i) => s + i.x, 0));'), ['MF1504 error 8:37']],
    ['loops over what none has', branches('', '', 'for (const i of inputs) use(i.x);'), ['MF1504 error 8:33']],
    ['takes what none has of the first', branches('', '', 'use(inputs[0]!.x);'), ['MF1504 error 8:9']],
    ['asks each input', branches('', '', 'use(inputs.map((i) => i.x ?? 0));'), []],
    ['goes over something else', branches('', '', 'use(list.map((i) => i.x));'), []],
    ['goes over items of its inputs', branches('', '', 'use(inputs.map((i) => i.list.map((i) => i.x)));'), []],
    ['calls what has the same name', branches('', '', 'inputs.map((i) => this.helper(i));'), []],
  ])('%s', async (_, body, expected) => expect(await found(body)).toEqual(expected));

  it('says how to take it from the inputs', async () => {
    const [finding] = await linted(branches('this.x = 1;', '', '', 'use(this.x);'));
    expect(finding?.message).toContain('join is a join');
    expect(finding?.advice).toContain('this.x = inputs.a.x');
    expect(finding?.advice).toContain("this.mergeArtifacts(inputs, { include: ['x'] })");
  });

  it('of a foreach names the first input', async () => {
    const body =
      "  items!: string[]; x!: number;\n  @step start() { this.items = []; this.next(this.work, { foreach: 'items' }); }\n  @step work() { this.x = 1; this.next(this.join); }\n  @step join(inputs) { this.next(this.end); }\n  @step end() { use(this.x); }";
    expect((await linted(body)).map(({ code, advice }) => [code, advice.includes('inputs[0].x')])).toEqual([
      ['MF1502', true],
    ]);
    expect(await found(body.replace('join(inputs) {', 'join(inputs) { this.mergeArtifacts(inputs);'))).toEqual([]);
  });
});

describe('a merge of items that differ', () => {
  const items = (work: string, join: string, before = '') =>
    `  items!: string[]; x!: number;\n  @step start() { this.items = []; ${before} this.next(this.work, { foreach: 'items' }); }\n  @step work() { ${work} this.next(this.join); }\n  @step join(inputs) { ${join} this.next(this.end); }\n  @step end() {}`;
  const merge = 'this.mergeArtifacts(inputs);';

  it.each<[string, string, string[]]>([
    ['each assigns its own', items('this.x = f(this.input);', merge), ['MF1511 warning 6:24']],
    ['each changes it', items('this.x += 1;', merge, 'this.x = 0;'), ['MF1511 warning 6:24']],
    ['one of two assignments tells', items('this.x = 0; this.x = f();', merge), ['MF1511 warning 6:24']],
    ['each assigns the same', items('this.x = [1, { a: -1, b: `c` }];', merge), []],
    ['assigned before the foreach', items('', merge, 'this.x = f();'), []],
    ['assigned before the merge', items('this.x = f();', `this.x = 3; ${merge}`), []],
    ['left out', items('this.x = f();', "this.mergeArtifacts(inputs, { exclude: ['x'] });"), []],
    ['wanted by name', items('this.x = f();', "this.mergeArtifacts(inputs, { include: ['x'] });"), []],
    ['not merged', items('this.x = f();', ''), []],
    ['cannot be told', items('fill(this); this.x = f();', merge), []],
  ])('%s', async (_, body, expected) => expect(await found(body)).toEqual(expected));

  it('says who assigns it', async () => {
    const [finding] = await linted(items('this.x = f();', merge));
    expect(finding?.message).toContain('each has its own from step work (line 5)');
  });

  it('knows which foreach is joined', async () => {
    const body = `  items!: string[]; x!: number; y!: number;
  @step start() { this.items = []; this.next(this.fan, { foreach: 'items' }); }
  @step fan() { this.x = f(); this.next(this.work, { foreach: 'items' }); }
  @step work() { this.y = f(); this.next(this.inner); }
  @step inner(inputs) { this.mergeArtifacts(inputs); this.next(this.outer); }
  @step outer(inputs) { this.mergeArtifacts(inputs, { exclude: ['y'] }); this.next(this.end); }
  @step end() {}`;
    expect(
      (await linted(body)).map(({ code, message }) => [code, /of step (\w+).* on (\w)/.exec(message)?.slice(1)]),
    ).toEqual([
      ['MF1511', ['inner', 'y']],
      ['MF1511', ['outer', 'x']],
    ]);
  });
});

describe('a merge of branches that differ', () => {
  it.each<[string, string, string[]]>([
    ['both assign', branches('this.x = 1;', 'this.x = 2;', 'this.mergeArtifacts(inputs);'), ['MF1510 warning 8:5']],
    [
      'one assigns anew',
      branches('this.x = 1;', '', 'this.mergeArtifacts(inputs);', '', 'this.x = 0;'),
      ['MF1510 warning 8:5'],
    ],
    [
      'wanted by name',
      branches('this.x = 1;', 'this.x = 2;', "this.mergeArtifacts(inputs, { include: ['x'] });"),
      ['MF1510 warning 8:5'],
    ],
    [
      'assigned too late',
      branches('this.x = 1;', 'this.x = 2;', 'this.mergeArtifacts(inputs); this.x = 3;'),
      ['MF1510 warning 8:5'],
    ],
    ['assigned before', branches('this.x = 1;', 'this.x = 2;', 'this.x = 3; this.mergeArtifacts(inputs);'), []],
    ['left out', branches('this.x = 1;', 'this.x = 2;', "this.mergeArtifacts(inputs, { exclude: ['x'] });"), []],
    [
      'others wanted',
      branches('this.x = 1; this.y = 1;', 'this.x = 2;', "this.mergeArtifacts(inputs, { include: ['y'] });"),
      [],
    ],
    ['one assigns', branches('this.x = 1;', 'this.y = 2;', 'this.mergeArtifacts(inputs);'), []],
    ['neither assigns', branches('', '', 'this.mergeArtifacts(inputs);', '', 'this.x = 0;'), []],
    [
      'one cannot be told',
      branches('this.x = 1;', 'fill(this); this.x = this[k];', 'this.mergeArtifacts(inputs);'),
      [],
    ],
    ['not all inputs', branches('this.x = 1;', 'this.x = 2;', 'this.mergeArtifacts(inputs.slice(1));'), []],
  ])('%s', async (_, body, expected) => expect(await found(body)).toEqual(expected));

  it('names both assignments', async () => {
    const [finding] = await linted(branches('this.x = 1;', 'this.x = 2;', 'this.mergeArtifacts(inputs);'));
    expect(finding?.message).toContain('one has it from step a (line 5), another from step b (line 6)');
  });

  it('is silent where a switch inside of a branch may not assign', async () => {
    const body = `  x!: number; go!: string;
  @step start() { this.x = 0; this.go = 'p'; this.next(this.a, this.b); }
  @step a() { this.next({ p: this.p, q: this.q }, { condition: 'go' }); }
  @step p() { this.x = 1; this.next(this.join); }
  @step q() { this.next(this.join); }
  @step b() { this.next(this.join); }
  @step join(inputs) { this.mergeArtifacts(inputs); this.next(this.end); }
  @step end() { use(this.x); }`;
    expect(await found(body)).toEqual([]);
  });
});

describe('a private field', () => {
  const using = (start: string, end: string, fields = '#total = 0; accessor acc = 1; static #all = 0;') =>
    found(`  ${fields}\n  @step start() { ${start} this.next(this.end); }\n  @step end() { ${end} }`);

  it.each<[string, string]>([
    ['this.#total = 5;', 'use(this.#total);'],
    ['this.#total += 5;', 'use(this.#total);'],
    ['this.#total = 5;', 'this.#total++; use(this.#total);'],
    ['this.acc = 5;', 'use(this.acc);'],
  ])('that %s and then %s is lost between', async (start, end) => {
    expect(await using(start, end)).toContainEqual(expect.stringMatching(/^MF1540 warning 5:/));
  });
  it.each<[string, string]>([
    ['this.#total = 5; use(this.#total);', ''],
    ['use(this.#total);', 'use(this.#total);'],
    ['use(this.acc);', 'use(this.acc);'],
    ['this.#total = 5;', 'this.#total = 1; use(this.#total);'],
    ['this.#total ??= 5;', 'this.#total ??= 1; use(this.#total);'],
    ['LintFlow.#all = 5;', 'use(LintFlow.#all);'],
  ])('may be used by each step for itself: %s, %s', async (start, end) => {
    expect(await using(start, end)).toEqual([]);
  });
});
