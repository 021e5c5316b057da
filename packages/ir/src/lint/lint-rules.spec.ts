import { lintRules } from './lint-rules';

describe('lintRules', () => {
  it('have a code each, in ascending order', () => {
    const codes = lintRules.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    for (const code of codes) expect(code).toMatch(/^MF1\d{3}$/);
  });
});
