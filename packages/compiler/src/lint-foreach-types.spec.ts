import { found } from './testing/lint-found';

describe('the type that a foreach goes over', () => {
  const over = (field: string, around?: string) =>
    found(
      `  ${field}\n  @step start() { this.items = make(); this.next(this.work, { foreach: 'items' }); }\n  @step work() { this.next(this.join); }\n  @step join(inputs) { this.next(this.end); }\n  @step end() {}`,
      around,
    );

  it.each([
    'number',
    'boolean',
    '42',
    'number | undefined',
    '(bigint)',
    '{ a: string; b?: number }',
    '() => string[]',
    'Promise<number[]>',
    'Date | null',
  ])('%s has no items', async (type) => expect(await over(`items!: ${type};`)).toEqual(['MF1520 error 4:40']));
  it.each([
    ['type Count = number; type Alias = Count | undefined;', ['MF1520 error 4:40']],
    ['type Alias = number[];', []],
    ['type Alias = Other; type Other = Alias;', []],
    ['type Promise<T> = T[];', []],
  ])('an alias is what it stands for: %s', async (around, expected) => {
    const type = around.startsWith('type Promise') ? 'Promise<number>' : 'Alias';
    expect(await over(`items!: ${type};`, around)).toEqual(expected);
  });
  it.each([
    'string',
    'string[]',
    'readonly number[]',
    '[number, string]',
    'Set<string>',
    'Map<string, number>',
    'Iterable<number>',
    'unknown',
    'any',
    'object',
    '{}',
    'Alias',
    'number | number[]',
    '{ length: number }',
    '{ [i: number]: string }',
    '{ [Symbol.iterator](): Iterator<number> }',
    'typeof list',
    'Record<string, number>',
  ])('%s may have items', async (type) => expect(await over(`items!: ${type};`)).toEqual([]));
  it('without a type may have items', async () => expect(await over('items;')).toEqual([]));
});
