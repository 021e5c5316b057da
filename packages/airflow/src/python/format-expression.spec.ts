import type { Json } from '@mf/ir';
import { hostileStrings } from '../testing/hostile-strings';
import { runPython } from '../testing/python';
import { call, code, jsonExpression, keyword, positional, string } from './expression';
import { formatExpression, lineWidth } from './format-expression';

const values: Json[] = [
  null,
  true,
  [0, -1, 1.5, -0, 1e-7, 1e21, 2 ** 53, 0.1 + 0.2],
  {},
  [],
  [[], {}],
  { a: { b: [1, { c: 'd' }] }, 'with "quotes"': [null, false], __proto__: 'x' },
  [...hostileStrings],
  Object.fromEntries(hostileStrings.map((text) => [text, text])),
];

describe('formatExpression', () => {
  it('prints JSON as Python that means the same', () => {
    const sources = values.map((value) => formatExpression(jsonExpression(value), 0).join('\n'));
    expect(runPython('result = [ast.literal_eval(source) for source in value]', sources)).toEqual(values);
  });

  it('keeps to the width, except where one literal or key is wider', () => {
    const lines = formatExpression(jsonExpression([...hostileStrings]), 8, 'x=', ',');
    expect(lines.filter((line) => line.length > lineWidth).map((line) => line.trim())).toEqual([
      `"${'-'.repeat(300)}",`,
      expect.stringContaining('é'),
      expect.stringContaining('"""'),
    ]);
  });

  it('tells whole numbers from floats', () => {
    expect(formatExpression(jsonExpression([2, 2.5]), 0)).toEqual(['[2, 2.5]']);
    expect(formatExpression(jsonExpression([2, 2.5, 1e30], 'float'), 0)).toEqual(['[2.0, 2.5, 1e+30]']);
    expect(formatExpression(jsonExpression(1e21), 0)).toEqual(['1000000000000000000000']);
  });

  it('explodes what does not fit, one argument a line with a trailing comma', () => {
    const expression = call('Param', [positional(code('0.01')), keyword('description', string('x'.repeat(80)))]);
    expect(formatExpression(expression, 4, 'alpha = ')).toEqual([
      '    alpha = Param(',
      '        0.01,',
      `        description="${'x'.repeat(80)}",`,
      '    )',
    ]);
  });

  it('writes text that does not fit as literals that Python joins, one for each line of the text', () => {
    const text = `One ${'x'.repeat(60)}.\n\nTwo ${'x'.repeat(60)}.\n`;
    expect(formatExpression(string(text), 4, 'doc_md=', ',')).toEqual([
      '    doc_md=(',
      `        "One ${'x'.repeat(60)}.\\n"`,
      '        "\\n"',
      `        "Two ${'x'.repeat(60)}.\\n"`,
      '    ),',
    ]);
    expect(formatExpression(string('One.\nTwo.'), 0)).toEqual(['"One.\\nTwo."']);
  });
});
