/**
 * A text without the stack traces of Python and JavaScript in it, be they indented by Metaflow's `>  ` or not: what is left of
 * either is the line with the type and the message of the error.
 */
export function withoutTrace(text: string): string {
  const python = /Traceback \(most recent call last\):\n(?:(?:> {2})? {2}.*\n)+(?:> {2})?/g;
  const javascript = /\n(?:> {2})? {4}at .*/g;
  const left = text.replace(python, '').replace(javascript, '');
  return left === text ? text : left.trimEnd();
}
