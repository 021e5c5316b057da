import { closestName, didYouMean } from '@mf/ir';
import type { Program } from 'oxc-parser';
import { cardExports, flowExports } from './flow-exports';
import type { SourceProblems } from './source-problems';

/**
 * Reports what a module imports from `@mf/flow` and is not there (MF1008). No bundler does, because the package is CommonJS: the name would be
 * undefined when a step uses it.
 */
export function reportUnknownImports(program: Program, problems: SourceProblems): void {
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration' || statement.source.value !== '@mf/flow') continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type === 'ImportNamespaceSpecifier') continue;
      if (statement.importKind === 'type' || (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type'))
        continue;
      const name = importedName(specifier);
      if (!flowExports.has(name)) report(name, specifier.start, problems);
    }
  }
}

type Specifier = Extract<Program['body'][number], { type: 'ImportDeclaration' }>['specifiers'][number];

function importedName(specifier: Exclude<Specifier, { type: 'ImportNamespaceSpecifier' }>): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  return specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name;
}

function report(name: string, offset: number, problems: SourceProblems): void {
  if (name === 'default') {
    problems.report('MF1008', offset, '@mf/flow has no default export.', 'Import by names: import { FlowSpec, step }.');
    return;
  }
  problems.report(
    'MF1008',
    offset,
    `@mf/flow has no export ${name}.${didYouMean(closestName(name, [...flowExports]))}`,
    cardExports.has(name)
      ? `Import ${name} from '@mf/flow/cards'.`
      : 'Correct the name, or import it from where it is.',
  );
}
