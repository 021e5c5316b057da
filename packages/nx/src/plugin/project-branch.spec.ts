import { mayBelongToProject } from './project-branch';

test.each([
  ["import { FlowSpec, project, step } from '@mf/flow';", true],
  ["@mf.project({ name: 'x' }) class A {}", true],
  ['const projects = 1; // project', false],
  ["console.log('project');", false],
])('%s: %p', (source, expected) => {
  expect(mayBelongToProject(source)).toBe(expected);
});
