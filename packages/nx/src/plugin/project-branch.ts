import { withoutCommentsAndStrings } from './source-text';

/**
 * Whether the flow may have `@project`. Its DAG is called after the branch, which is the user's own where no option says another, so
 * it must not come from the cache of somebody else. Read from the text alone; a wrong `true` costs one compilation.
 */
export function mayBelongToProject(source: string): boolean {
  return /(?<![\w$])project(?![\w$])/.test(withoutCommentsAndStrings(source));
}
