import { runPython } from './python';

/** What Python reads in a DAG file: literals as values, anything else as its source. */
export interface ReadDag {
  readonly imports: readonly string[];
  readonly bundle: string;
  readonly tags: unknown;
  readonly dag: Readonly<Record<string, unknown>>;
  /** The default of each under `default`. */
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly tasks: readonly Readonly<Record<string, unknown>>[];
}

const reader = `
tree = ast.parse(value)

def read(node):
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)

def arguments(call, first="default"):
    named = {keyword.arg: read(keyword.value) for keyword in call.keywords}
    return {**({first: read(call.args[0])} if call.args else {}), **named}

assigned = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign)}
block = next(node for node in tree.body if isinstance(node, ast.With))
dag = block.items[0].context_expr
params = next((keyword.value for keyword in dag.keywords if keyword.arg == "params"), None)
result = {
    "imports": [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))],
    "bundle": next(ast.unparse(v) for k, v in zip(assigned["ENV"].keys, assigned["ENV"].values) if read(k) == "MF_BUNDLE"),
    "tags": read(assigned["TAGS"]) if "TAGS" in assigned else None,
    "dag": arguments(dag),
    "params": {read(k): arguments(v) for k, v in zip(params.keys, params.values)} if params else {},
    "tasks": [arguments(node.value, "name") for node in block.body if isinstance(node, ast.Assign)],
}
`;

export function readDag(source: string): ReadDag {
  return runPython<ReadDag>(reader, source);
}
