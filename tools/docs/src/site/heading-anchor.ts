/**
 * The anchor of a heading as GitHub and GitLab make it, so that one link works on the forge and on the site: lower case, spaces as `-`,
 * and of all else only letters, digits, `_` and `-`.
 */
export function headingAnchor(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}
