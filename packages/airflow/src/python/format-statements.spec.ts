import { hostileStrings } from '../testing/hostile-strings';
import { runPython } from '../testing/python';
import { lineWidth } from './format-expression';
import { formatStatements } from './format-statements';

const chain = (...links: (string | string[])[]) => formatStatements([{ kind: 'chain', links }]);

describe('formatStatements', () => {
  it('prints a chain on one line', () => {
    expect(chain('start', ['a', 'b'], 'join', 'end')).toBe('start >> [a, b] >> join >> end\n');
  });

  it('goes on with a long chain from its last link', () => {
    const names = Array.from({ length: 30 }, (_, index) => `step_${index}`);
    const lines = chain(...names)
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => line.length <= lineWidth)).toBe(true);
    const edges = lines.flatMap((line) => {
      const links = line.split(' >> ');
      return links.slice(1).map((link, index) => `${links[index]} ${link}`);
    });
    expect(edges).toEqual(names.slice(1).map((name, index) => `${names[index]} ${name}`));
  });

  it('gives the names of a wide split lines of their own', () => {
    const names = Array.from({ length: 20 }, (_, index) => `branch_${index}`);
    const list = `[\n${names.map((name) => `    ${name},\n`).join('')}]`;
    expect(chain('start', names, 'join')).toBe(`start >> ${list}\n${list} >> join\n`);
  });

  it('keeps a comment on its line, whatever it says', () => {
    const source = hostileStrings.map((text) => formatStatements([{ kind: 'comment', text }]));
    expect(runPython('result = [ast.dump(ast.parse(source)) for source in value]', source)).toEqual(
      source.map(() => 'Module(body=[], type_ignores=[])'),
    );
  });
});
