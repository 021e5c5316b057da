import { DirectoryOutsideWorkspaceError, projectDirectory } from './project-directory';

describe('projectDirectory', () => {
  it.each([
    ['apps/train', '/ws', 'apps/train'],
    ['train', '/ws/apps', 'apps/train'],
    ['../libs/x/', '/ws/apps', 'libs/x'],
    ['/ws/apps/train', '/ws', 'apps/train'],
    ['apps/train', '/elsewhere', 'apps/train'],
    ['.', '/ws', '.'],
    ['..train', '/ws', '..train'],
  ])('%s from %s is %s', (directory, cwd, expected) => {
    expect(projectDirectory(directory, '/ws', cwd)).toBe(expected);
  });

  it.each(['..', '../x', '/elsewhere'])('refuses %s', (directory) => {
    expect(() => projectDirectory(directory, '/ws', '/ws')).toThrow(DirectoryOutsideWorkspaceError);
  });
});
