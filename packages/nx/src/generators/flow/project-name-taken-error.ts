/** Nx knows projects by their names: two of the same would fail every command. */
export class ProjectNameTakenError extends Error {
  readonly code = 'MF7005';
  readonly advice = 'Choose another folder: a project has the name of its folder.';

  constructor(name: string, root: string) {
    super(`there is a project named '${name}' already, in ${root}`);
    this.name = 'ProjectNameTakenError';
  }
}
