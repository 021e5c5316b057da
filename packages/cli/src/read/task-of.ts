/** The task that something is of, or a task itself, as commands name it: `run/step/task`. */
export function taskOf({ pathspec }: { readonly pathspec: string }): string {
  return pathspec.slice(pathspec.indexOf('/') + 1);
}
