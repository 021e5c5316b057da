/** No template: Linux takes at most 128 KB in a variable. `dumps` escapes, so that characters are bytes. */
export const pieceLines = (value: string, variable: string, field: string): readonly string[] => [
  `    text, size = json.dumps(${value}), 100_000`,
  '    for at in range(0, len(text), size):',
  `        context["task"].${field}[f"${variable}_{at // size}"] = text[at : at + size]`,
];

/** @param field of the operator that holds the variables, as a dict */
export const passOnLines = (field: string): readonly string[] => [
  'def pass_on(context, variable, value):',
  '    """Passes a value to a step as JSON, in pieces that fit into a variable."""',
  ...pieceLines('value', '{variable}', field),
];

/** Where nothing else is passed on, to a process: shorter, for most files. */
export const onlyParametersLines: readonly string[] = [
  'def parameters(context):',
  '    """Passes the parameters in pieces that fit into a variable."""',
  ...pieceLines('context["params"]', 'METAFLOW_PARAMETERS', 'env'),
];
