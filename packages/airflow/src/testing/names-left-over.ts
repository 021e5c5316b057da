import { runPython } from './python';

/** What a Python file uses and does not have, and what it has and does not use: imports, functions, classes and constants. */
export interface NamesLeftOver {
  readonly undefined: readonly string[];
  readonly unused: readonly string[];
}

const program = `import builtins
tree = ast.parse(value)
names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
stored |= {arg.arg for node in ast.walk(tree) if isinstance(node, ast.arguments) for arg in node.args + node.kwonlyargs + [node.vararg, node.kwarg] if arg}
stored |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)}
classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
methods = {method for each in classes for method in each.body}
functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node not in methods}
functions |= {each.name for each in classes}
imported = {(alias.asname or alias.name) for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names}
loaded = {node.id for node in names if isinstance(node.ctx, ast.Load)}
top = {node.targets[0].id for node in tree.body if isinstance(node, ast.Assign)}
result = {
    "undefined": sorted(loaded - stored - functions - imported - {*dir(builtins), "__file__"}),
    "unused": sorted((imported | top | functions) - loaded),
}
`;

export function namesLeftOver(source: string): NamesLeftOver {
  return runPython<NamesLeftOver>(program, source);
}
