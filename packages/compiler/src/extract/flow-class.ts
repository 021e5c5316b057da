import type { Expression } from 'oxc-parser';
import type { SourceModule } from '../source/read-module';
import { className, classOffset, exportNameOf, type ModuleClass, topLevelClasses } from './classes';
import { isFlow, type Lineage, lineageOf } from './lineage';
import type { ModuleGraph } from './module-graph';

export interface FoundFlow {
  readonly name: string;
  /** Undefined when the module does not export it. */
  readonly exportName: string | undefined;
  readonly lineage: Lineage;
}

/** Finds the one flow class of a module, or reports why there is none (MF1002 to MF1007, MF1043, MF1044). */
export async function findFlowClass(module: SourceModule, modules: ModuleGraph): Promise<FoundFlow | undefined> {
  const lineages = await readLineages(module, modules);
  const flows = lineages.filter(isFlow);
  const strays = lineages.filter((lineage) => !isFlow(lineage) && hasSteps(lineage.classes[0]));
  for (const stray of strays) reportStray(stray);
  if (flows.length === 0) {
    if (strays.length === 0) reportNone(lineages, module);
    return undefined;
  }
  // What another flow of the file inherits from is its base, and no flow by itself.
  const bases = new Set(flows.flatMap(({ classes: [, ...inherited] }) => inherited.map(({ node }) => node)));
  const leaves = flows.filter(({ classes: [{ node }] }) => !bases.has(node));
  const concrete = leaves.filter(({ classes: [{ node }] }) => !node.abstract);
  const [flow, ...more] = concrete;
  for (const { classes } of more) {
    const names = concrete.map(({ classes: [{ node }] }) => node.id?.name ?? 'a class without a name');
    module.problems.report(
      'MF1003',
      classOffset(classes[0]),
      `The file has more than one flow: ${names.join(', ')}.`,
      'Keep one flow class in each file, and move the others to files of their own.',
    );
  }
  if (!flow && strays.length === 0) {
    const [{ classes }] = leaves as [Lineage];
    module.problems.report(
      'MF1006',
      classOffset(classes[0]),
      `${classes[0].node.id?.name ?? 'The flow'} is abstract, so no run can make an object of it.`,
      'Remove abstract. If it is a base of flows in other files, keep it in a file that is not called *.flow.ts.',
    );
  }
  if (!flow || more.length > 0 || strays.length > 0) return undefined;
  return named(flow, module);
}

function named(lineage: Lineage, { program, problems }: SourceModule): FoundFlow | undefined {
  const [own] = lineage.classes;
  const { node, exported } = own;
  if (!node.id) {
    problems.report(
      'MF1007',
      classOffset(own),
      'The flow class has no name, but the name of the class is the name of the flow.',
      'Name it: export default class MyFlow extends FlowSpec { ... }.',
    );
    return undefined;
  }
  const { name } = node.id;
  const exportName = exported ?? exportNameOf(name, program);
  if (exportName === undefined) {
    problems.report(
      'MF1004',
      node.id.start,
      `The flow ${name} is not exported, so it cannot be loaded.`,
      `Write export class ${name}.`,
    );
  }
  return { name, exportName, lineage };
}

/** Imports are followed where they can matter: for classes with steps, or for all while no class of the file is plainly a flow. */
async function readLineages(module: SourceModule, modules: ModuleGraph): Promise<Lineage[]> {
  const classes = topLevelClasses(module);
  const plain = classes.some(
    ({ node }) => node.superClass && module.imports.exportedName(node.superClass) === 'FlowSpec',
  );
  const local = new Set(classes.map(({ node }) => node.id?.name));
  return Promise.all(
    classes.map((own): Promise<Lineage> => {
      const { superClass } = own.node;
      const follow =
        !plain || hasSteps(own) || !superClass || superClass.type !== 'Identifier' || local.has(superClass.name);
      return follow || module.imports.exportedName(superClass) === 'FlowSpec'
        ? lineageOf(own, modules)
        : Promise.resolve({ classes: [own], root: undefined });
    }),
  );
}

function hasSteps({ node, module: { imports } }: ModuleClass): boolean {
  return node.body.body.some(
    (member) =>
      'decorators' in member &&
      member.decorators.some(({ expression }) => {
        const called = expression.type === 'CallExpression' ? expression.callee : expression;
        return imports.exportedName(called) === 'step';
      }),
  );
}

/** A class with steps that is no flow. */
function reportStray(lineage: Lineage): void {
  const [own] = lineage.classes;
  const { superClass } = own.node;
  if (!superClass) {
    own.module.problems.report(
      'MF1005',
      classOffset(own),
      `${className(own)} has steps, but is no flow.`,
      `Write class ${className(own)} extends FlowSpec.`,
    );
  } else if (!reportRoot(lineage)) {
    const last = lineage.classes.at(-1) as ModuleClass;
    own.module.problems.report(
      'MF1005',
      superClass.start,
      `${className(own)} has steps, but is no flow: ${className(last)}, which it inherits from, does not extend FlowSpec.`,
      `Let ${className(last)} extend FlowSpec of @mf/flow.`,
    );
  }
}

/** Reports why a line of classes could not be followed to its end; false when it could. */
function reportRoot({ classes, root }: Lineage): boolean {
  const last = classes.at(-1) as ModuleClass;
  const { superClass } = last.node;
  if (!superClass || !root || root.kind === 'FlowSpec') return false;
  const { problems } = last.module;
  if (isCalledFlowSpec(superClass)) {
    problems.report(
      'MF1005',
      superClass.start,
      'This FlowSpec is not imported from @mf/flow, so the class is not known to be a flow.',
      "Import it directly: import { FlowSpec, step } from '@mf/flow'.",
    );
  } else if (root.kind === 'computed') {
    problems.report(
      'MF1043',
      superClass.start,
      `${className(last)} extends the value of an expression, but the graph is read without running the code.`,
      'Extend a class by its name. What a function would mix in can stand in a base class, or in functions that steps call.',
    );
  } else {
    problems.report(
      'MF1044',
      superClass.start,
      `The base class of ${className(last)} cannot be read: ${root.why}.`,
      'Import a class that is written in TypeScript, by a relative path, an alias of the tsconfig or the name of a package.',
    );
  }
  return true;
}

function reportNone(lineages: readonly Lineage[], { problems }: SourceModule): void {
  const unclear = lineages.find(({ root, classes: [{ exported }] }) => root && exported !== undefined);
  const foreign = lineages.find(({ classes: [{ node }] }) => node.superClass && isCalledFlowSpec(node.superClass));
  if (reportRootOf(foreign) || reportRootOf(unclear)) return;
  problems.report(
    'MF1002',
    0,
    'The file has no flow: no class in it extends FlowSpec.',
    "Write export class MyFlow extends FlowSpec { ... }, with FlowSpec imported from '@mf/flow'.",
  );
}

function reportRootOf(lineage: Lineage | undefined): boolean {
  return lineage !== undefined && reportRoot(lineage);
}

function isCalledFlowSpec(expression: Expression): boolean {
  if (expression.type === 'Identifier') return expression.name === 'FlowSpec';
  return (
    expression.type === 'MemberExpression' &&
    expression.property.type === 'Identifier' &&
    expression.property.name === 'FlowSpec'
  );
}
