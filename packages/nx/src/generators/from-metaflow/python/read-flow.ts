import { docText } from './literal';
import { type Call, child, descendants, parsePython, type PythonNode, readCall, statements } from './syntax-tree';

/** A flow as it stands in a Python file. */
export interface PythonFlow {
  readonly name: string;
  readonly doc: string;
  readonly decorators: readonly PythonDecorator[];
  /** `name = value` in the class. */
  readonly fields: readonly { readonly name: string; readonly value: PythonNode }[];
  readonly steps: readonly PythonStep[];
  /** Methods that are no steps. */
  readonly methods: readonly PythonNode[];
}

export interface PythonDecorator extends Call {
  readonly text: string;
  readonly indent: number;
}

export interface PythonStep {
  readonly name: string;
  readonly doc: string;
  /** Without `@step`. */
  readonly decorators: readonly PythonDecorator[];
  /** Arguments of `@step` itself: `start=True`. */
  readonly marks: Call['arguments'];
  /** What the step calls the inputs of a join. */
  readonly inputs?: string;
  readonly body: readonly PythonNode[];
  /** Arguments of `self.next(...)`. */
  readonly next?: Call['arguments'];
}

export interface PythonModule {
  readonly flows: readonly PythonFlow[];
  /** What stands beside the flows: imports of others, functions, constants. */
  readonly rest: readonly PythonNode[];
}

/** @throws PythonSyntaxError */
export function readPythonModule(source: string): PythonModule {
  const flows: PythonFlow[] = [];
  const rest: PythonNode[] = [];
  for (const statement of statements(parsePython(source))) {
    const { definition, decorators } = undecorated(statement);
    if (definition.type === 'ClassDefinition' && isFlow(definition)) flows.push(readFlow(definition, decorators));
    else if (!belongsToMetaflow(statement)) rest.push(statement);
  }
  return { flows, rest };
}

function undecorated(statement: PythonNode): { definition: PythonNode; decorators: PythonDecorator[] } {
  if (statement.type !== 'DecoratedStatement') return { definition: statement, decorators: [] };
  const decorators = statement.children
    .filter(({ type }) => type === 'Decorator')
    .map((decorator) => ({ ...readCall(decoratorCall(decorator)), text: decorator.text, indent: decorator.indent }));
  return { definition: statement.children.at(-1)!, decorators };
}

/** `@metaflow.retry(...)` is one name after another; the last is that of the decorator. */
function decoratorCall(decorator: PythonNode): PythonNode {
  const names = decorator.children.filter(({ type }) => type === 'VariableName' || type === 'PropertyName');
  return {
    ...decorator,
    children: [...names.slice(-1), ...decorator.children.filter(({ type }) => type === 'ArgList')],
  };
}

function isFlow(definition: PythonNode): boolean {
  return readCall({ ...definition, children: definition.children.slice(2) }).arguments.some(({ value }) =>
    /(^|\.)FlowSpec$/.test(value.text),
  );
}

/** Imports of Metaflow itself, and the call of the flow at the end of the file. */
function belongsToMetaflow({ type, text }: PythonNode): boolean {
  if (type === 'ImportStatement') return /^(from|import)\s+metaflow\b/.test(text);
  return type === 'IfStatement' && /^if\s+__name__\s*==/.test(text);
}

function readFlow(definition: PythonNode, decorators: readonly PythonDecorator[]): PythonFlow {
  const steps: PythonStep[] = [];
  const methods: PythonNode[] = [];
  const fields: { name: string; value: PythonNode }[] = [];
  const { doc, body } = documented(definition);
  for (const statement of body) {
    const { definition: inner, decorators: own } = undecorated(statement);
    const [target, operator, value] = statement.children.filter(({ type }) => type !== 'TypeDef');
    if (inner.type === 'FunctionDefinition' && own.some(({ name }) => name === 'step'))
      steps.push(readStep(inner, own));
    else if (statement.type === 'AssignStatement' && operator?.type === 'AssignOp' && value)
      fields.push({ name: target!.text, value });
    else if (statement.type !== 'PassStatement') methods.push(statement);
  }
  return { name: child(definition, 'VariableName')!.text, doc, decorators, fields, steps, methods };
}

function documented(definition: PythonNode): { doc: string; body: readonly PythonNode[] } {
  const [first, ...others] = statements(definition);
  const text = first?.type === 'ExpressionStatement' ? child(first, 'String')?.text : undefined;
  return text === undefined ? { doc: '', body: statements(definition) } : { doc: docText(text), body: others };
}

function readStep(definition: PythonNode, decorators: readonly PythonDecorator[]): PythonStep {
  const { doc, body } = documented(definition);
  const parameters = child(definition, 'ParamList')!.children.filter(({ type }) => type === 'VariableName');
  const last = body.at(-1);
  const call = last && nextCall(last);
  return {
    name: child(definition, 'VariableName')!.text,
    doc,
    decorators: decorators.filter(({ name }) => name !== 'step'),
    marks: decorators.find(({ name }) => name === 'step')!.arguments,
    ...(parameters[1] && { inputs: parameters[1].text }),
    body: call ? body.slice(0, -1) : body,
    ...(call && { next: call.arguments }),
  };
}

function nextCall(statement: PythonNode): Call | undefined {
  const call = child(statement, 'CallExpression');
  return call && child(call, 'MemberExpression')?.text === 'self.next' ? readCall(call) : undefined;
}

/** Artifacts that a step sets: `self.x = ...`, in whatever statement, with the values of plain assignments. */
export function assignedArtifacts({ body }: PythonStep): { readonly name: string; readonly value?: PythonNode }[] {
  return body
    .flatMap((statement) => [...descendants(statement)])
    .flatMap((node) => {
      const at = node.children.findIndex(({ type }) => type === 'AssignOp' || type === 'UpdateOp');
      if (!['AssignStatement', 'UpdateStatement'].includes(node.type) || at < 0) return [];
      const targets = node.children.slice(0, at);
      const values = node.children.slice(at + 1);
      const isPlain = node.type === 'AssignStatement' && targets.length === 1 && values.length === 1;
      return targets.flatMap((target) => {
        const name = target.type === 'MemberExpression' ? /^self\.(\w+)$/.exec(target.text)?.[1] : undefined;
        return name === undefined ? [] : [{ name, ...(isPlain && { value: values[0]! }) }];
      });
    });
}
