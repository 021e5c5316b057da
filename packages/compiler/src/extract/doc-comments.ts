import type { Comment } from 'oxc-parser';

/**
 * The text of the last JSDoc block between two offsets, without its stars; empty when there is none.
 *
 * @param from where what stands before ends
 * @param to where the documented name begins: the block may stand before or after decorators
 */
export function docBetween(comments: readonly Comment[], from: number, to: number): string {
  const block = comments.findLast(
    ({ type, value, start, end }) => type === 'Block' && value.startsWith('*') && start >= from && end <= to,
  );
  if (!block) return '';
  return block.value
    .slice(1)
    .split(/\r\n|[\n\r]/)
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}
