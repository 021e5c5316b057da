import { posix } from 'node:path';

/** One flow file. Paths are relative to the workspace root and use `/`. */
export interface FlowFile {
  readonly file: string;
  /** Name of its folder below `dist/flows`, its own in the workspace: the flow's name, or the file's path where flows share a name. */
  readonly name: string;
  /** Name of its configuration, its own in the project: the file's stem, or its path within the project where files share a stem. */
  readonly configuration: string;
  /** Flows of the workspace whose class is called alike: their DAGs may be the same one. Absent where there are none. */
  readonly namesakes?: readonly string[];
}

/** The flows of one Nx project. */
export interface FlowProject {
  readonly root: string;
  readonly flows: readonly FlowFile[];
  readonly specs: readonly string[];
}

export interface FlowLookup {
  /** Whether a folder has a package.json or project.json. */
  readonly isProject: (folder: string) => boolean;
  /** What a flow is called: see `flowName`. */
  readonly nameOf: (file: string) => string;
  /** What its class is called, where that is known. */
  readonly classOf: (file: string) => string | undefined;
}

/** Every flow and every spec of a flow. */
export const flowFilesGlob = '**/*.flow{.ts,.spec.ts}';

/**
 * Groups flows and their specs by the project they belong to: the closest folder below the workspace root that is a project; without
 * one, the folder of the file, or its parent if that folder is called `src`. Specs alone make no project.
 */
export function flowProjects(files: readonly string[], { isProject, nameOf, classOf }: FlowLookup): FlowProject[] {
  const rootOf = projectRoots(isProject);
  const groups = new Map<string, { flows: string[]; specs: string[] }>();
  for (const file of [...files].sort()) {
    const root = rootOf(file);
    let group = groups.get(root);
    if (!group) groups.set(root, (group = { flows: [], specs: [] }));
    (file.endsWith('.flow.ts') ? group.flows : group.specs).push(file);
  }

  const allFlows = [...groups.values()].flatMap(({ flows }) => flows);
  const nameInWorkspace = uniqueNames(allFlows, nameOf, '.');
  const namesakesOf = namesakes(allFlows, classOf);
  return [...groups]
    .filter(([, { flows }]) => flows.length > 0)
    .map(([root, { flows, specs }]) => {
      const nameInProject = uniqueNames(flows, (file) => posix.basename(file, '.flow.ts'), root);
      return {
        root,
        flows: flows.map((file) => ({
          file,
          name: nameInWorkspace(file),
          configuration: nameInProject(file),
          ...namesakesOf(file),
        })),
        specs,
      };
    });
}

function projectRoots(isProject: (folder: string) => boolean): (file: string) => string {
  const answers = new Map<string, boolean>();
  const remembered = (folder: string) => {
    let answer = answers.get(folder);
    if (answer === undefined) answers.set(folder, (answer = isProject(folder)));
    return answer;
  };
  return (file) => {
    const own = posix.dirname(file);
    for (let folder = own; folder !== '.'; folder = posix.dirname(folder)) {
      if (remembered(folder)) return folder;
    }
    return posix.basename(own) === 'src' ? posix.dirname(own) : own;
  };
}

/** Names files by `nameOf` where that is enough to tell them apart, else by their path below `root`. */
function uniqueNames(
  files: readonly string[],
  nameOf: (file: string) => string,
  root: string,
): (file: string) => string {
  const names = new Map(files.map((file) => [file, nameOf(file)]));
  const count = new Map<string, number>();
  for (const name of names.values()) count.set(name, (count.get(name) ?? 0) + 1);
  return (file) => {
    const name = names.get(file)!;
    return count.get(name) === 1 ? name : posix.relative(root, file).slice(0, -'.flow.ts'.length);
  };
}

function namesakes(
  files: readonly string[],
  classOf: (file: string) => string | undefined,
): (file: string) => Pick<FlowFile, 'namesakes'> {
  const byClass = new Map<string | undefined, string[]>();
  for (const file of files) byClass.set(classOf(file), [...(byClass.get(classOf(file)) ?? []), file]);
  return (file) => {
    const name = classOf(file);
    const others = name === undefined ? [] : byClass.get(name)!.filter((other) => other !== file);
    return others.length > 0 ? { namesakes: others } : {};
  };
}
