import type { JsonObject } from '../json';
import { sketchFlow } from '../testing/sketch-flow';
import {
  chooseProject,
  type Project,
  ProjectOptionError,
  type ProjectOptions,
  projectOnBranch,
  projectTags,
} from './project';

const flow = (attributes?: JsonObject) =>
  sketchFlow(
    { start: 'end', end: '' },
    { decorators: attributes ? [{ name: 'project', attributes: { name: 'goldproj', ...attributes } }] : [] },
  );
const choose = (attributes: JsonObject, options: ProjectOptions = {}): Project =>
  chooseProject(flow(attributes), options, () => 'golden')!;

test.each<[JsonObject, ProjectOptions, string, boolean, boolean]>([
  [{}, {}, 'user.golden', true, false],
  [{}, { branch: 'feat1' }, 'test.feat1', false, false],
  [{}, { production: true }, 'prod', false, true],
  [{}, { production: true, branch: 'b2' }, 'prod.b2', false, true],
  [{ branch: 'b' }, {}, 'test.b', false, false],
  [{ branch: 'b' }, { branch: 'b', production: true }, 'prod.b', false, true],
  [{ production: true }, {}, 'prod', false, true],
  [{ production: false }, {}, 'user.golden', true, false],
  [{ production: true }, { production: true, branch: 'x' }, 'prod.x', false, true],
])('@project %j with %j is on branch %s', (attributes, options, branch, isUserBranch, isProduction) => {
  const project = choose(attributes, options);
  expect(project).toEqual({
    ...{ name: 'goldproj', branch, isUserBranch, isProduction },
    flowName: `goldproj.${branch}.SketchFlow`,
  });
  expect(projectOnBranch(flow(attributes), branch)).toEqual(project);
  expect(projectTags(project)).toEqual(['project:goldproj', `project_branch:${branch}`]);
});

test.each<[JsonObject, ProjectOptions, string]>([
  [{ branch: 'a' }, { branch: 'b' }, '--branch contradicts the @project'],
  [{ production: false }, { production: true }, '--production contradicts the @project'],
  [{}, { branch: 'Feat' }, 'only lower case letters'],
  [{}, { branch: 'a-b' }, 'only lower case letters'],
  [{}, { branch: '' }, 'it is empty'],
  [{}, { branch: 'a'.repeat(129) }, 'it has 129 characters'],
])('@project %j with %j is refused', (attributes, options, message) => {
  expect(() => choose(attributes, options)).toThrow(ProjectOptionError);
  expect(() => choose(attributes, options)).toThrow(message);
});

test('a flow without @project belongs to none, and takes no options', () => {
  expect(chooseProject(flow(), {}, () => 'x')).toBeUndefined();
  expect(chooseProject(flow(), { production: false }, () => 'x')).toBeUndefined();
  expect(projectOnBranch(flow(), 'prod')).toBeUndefined();
  expect(projectTags(undefined)).toEqual([]);
  expect(() => chooseProject(flow(), { branch: 'b' }, () => 'x')).toThrow('has no @project, so --branch means nothing');
});
