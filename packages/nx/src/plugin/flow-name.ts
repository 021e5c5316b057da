import { posix } from 'node:path';

/**
 * What a flow is called on disk, as `mf compile` calls it: its class in kebab case (`ParameterFlow`: `parameter-flow`), or the stem of its
 * file while there is no such class.
 */
export function flowName(file: string, className: string | undefined): string {
  return className === undefined ? posix.basename(file, '.flow.ts') : kebabCase(className);
}

/** The name of the flow's class. Read from the text alone, since inference loads no parser. */
export function flowClassName(source: string): string | undefined {
  const classes = [...source.matchAll(classHead)].map(({ groups }) => groups as unknown as ClassHead);
  const byName = new Map(classes.map((found) => [found.name, found]));
  const bases = new Set(classes.map(({ base }) => base));
  const isFlow = ({ base }: ClassHead): boolean => {
    const inherited = byName.get(base);
    byName.delete(base);
    return /(?:^|\.)FlowSpec$/.test(base) || (inherited !== undefined && isFlow(inherited));
  };
  const leaves = classes.filter(({ name, isAbstract }) => isAbstract === undefined && !bases.has(name));
  // The base may stand in another file.
  const flow = leaves.find(isFlow) ?? leaves.find(({ isExported }) => isExported !== undefined);
  return flow?.name;
}

interface ClassHead {
  readonly name: string;
  readonly base: string;
  readonly isExported?: string;
  readonly isAbstract?: string;
}

const classHead =
  /(?<isExported>\bexport\s+(?:default\s+)?)?(?<isAbstract>\babstract\s+)?\bclass\s+(?<name>[\w$]+)\s+extends\s+(?<base>[\w$.]+)/g;

function kebabCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}
