import { ForeachFrame, IncludedFile, MetaflowExceptionWrapper } from './metaflow-values';
import { pythonTypeName } from './python-type-name';
import { PyFrozenSet, PyGlobal, PyObject, PyTuple } from './python-values';

test.each<[unknown, string]>([
  [1, 'int'],
  [1.5, 'float'],
  [-0, 'float'],
  [new Number(2), 'float'],
  [5n, 'int'],
  ['', 'str'],
  [true, 'bool'],
  [null, 'NoneType'],
  [[], 'list'],
  [{}, 'dict'],
  [new Map(), 'dict'],
  [new Set(), 'set'],
  [new PyFrozenSet(), 'frozenset'],
  [PyTuple.of(), 'tuple'],
  [new Uint8Array(), 'bytes'],
  [Buffer.from(''), 'bytes'],
  [new Date(), 'datetime.datetime'],
  [new ForeachFrame('s', null, null, 0), '__main__.ForeachFrame'],
  [new MetaflowExceptionWrapper('', '', null), 'metaflow.exception.MetaflowExceptionWrapper'],
  [new IncludedFile({}), 'metaflow.includefile.IncludedFile'],
  [new PyObject(new PyGlobal('decimal', 'Decimal'), PyTuple.of('1'), 'reduce'), 'decimal.Decimal'],
  [new PyGlobal('builtins', 'int'), 'type'],
])('%p', (value, name) => expect(pythonTypeName(value)).toBe(`<class '${name}'>`));
