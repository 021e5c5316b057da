import { printFlow } from './print-flow';
import { readPythonModule } from './python/read-flow';

function port(source: string): string {
  const module = readPythonModule(source);
  return printFlow(module.flows[0]!, module, source);
}

const flow = (...body: string[]) =>
  port(['from metaflow import FlowSpec, step', 'class MyFlow(FlowSpec):', ...body].join('\n'));

describe('printFlow', () => {
  it('ports a whole flow', () => {
    const source = `#!/usr/bin/env python
"""What the file is for."""
from metaflow import FlowSpec, step, Parameter, retry, project, conda
import os


def helper(x):
    # why
    if x:
        return os.getcwd()


@project(name="fraud")
@conda(libraries={"a": "1"})
class MyFlow(FlowSpec):
    """
    Finds fraud.

      With */ in it.
    """

    alpha = Parameter("alpha", help="It's a rate", default=1.0)
    info = Parameter("info-x", type=JSONType, default='{"a": 1}', required=False)
    where = Parameter("where", default=helper)
    threshold = -0.5
    base = os.getcwd()

    @retry(times=2, minutes_between_retries=0)
    @step
    def start(self):
        """Begin."""
        self.items = ["a", "b"]
        self.total = 2.0
        # a comment
        for x in self.items:
            print(x)
        self.next(self.work, foreach="items")

    @catch(var="failure")
    @step
    def work(self):
        self.n = 3
        self.next(self.join)

    @step
    def join(self, inputs):
        self.merge_artifacts(inputs, exclude=["n"])
        self.next(self.end)

    @step
    def end(self):
        pass

    def helper_method(self):
        return 1


if __name__ == "__main__":
    MyFlow()
`;
    expect(port(source)).toMatchSnapshot();
  });

  it('names the branches of a static split, and not the items of a foreach', () => {
    const text = flow(
      '    @step',
      '    def start(self):',
      '        self.next(self.a, self.b)',
      '    @step',
      '    def a(self):',
      '        self.next(self.both)',
      '    @step',
      '    def b(self):',
      '        self.next(self.both)',
      '    @step',
      '    def both(self, my_inputs):',
      '        self.next(self.end)',
      '    @step',
      '    def end(self): pass',
    );
    expect(text).toContain('this.next(this.a, this.b);');
    expect(text).toContain("@step both(myInputs: Inputs<MyFlow, 'a' | 'b'>) {");
    expect(text).toContain('@step end() {\n  }');
  });

  it('gives a switch a condition, though the Python that sets it is a comment', () => {
    const text = flow(
      '    @step(start=True)',
      '    def begin(self):',
      '        self.mode = choose()',
      '        self.next({"fast": self.a, "not so": self.b}, condition="mode")',
    );
    expect(text).toContain("this.mode = '';\n    throw new Error('begin is not ported from Python yet');");
    expect(text).toContain("this.next({ fast: this.a, 'not so': this.b }, { condition: 'mode' });");
    expect(text).toContain('@step({ start: true }) begin() {');
  });

  it.each([
    ['x = Parameter("x", type=int, default=3)', "x = parameter({ type: 'int', default: 3 });"],
    ['x = Parameter("x", default="a,b", separator=",")', "x = parameter({ default: 'a,b', separator: ',' });"],
    ['x = Parameter("x", default=None)', 'x = parameter({ default: null });'],
    ['x = Parameter("x", type=click.Choice(["a"]))', '// type=click.Choice(["a"])\n  x = parameter({  });'],
    [
      'x = IncludeFile("x", is_text=False, default="./a.bin")',
      "x = includeFile({ isText: false, default: './a.bin' });",
    ],
    ['x = Config("cfg", default_value={"a": 1})', "const x = config('cfg', { defaultValue: { a: 1 } });"],
    ['x = {"a-b": [1, (2, 3)], "c": {1, 2}}', "x = { 'a-b': [1, [2, 3]], c: new Set([1, 2]) };"],
    ['x = 2 ** 70', '// x = 2 ** 70'],
    ['x = 12345678901234567890', 'x = 12345678901234567890n;'],
    ['x = "a" "b"', "x = 'ab';"],
    ["x = r'\\d' + y", "// x = r'\\d' + y"],
    ["x = '\\U0001F600\\x41\\'\\n'", "x = '😀A\\'\\n';"],
    ['x = f"{y}"', '// x = f"{y}"'],
  ])('writes %s as %s', (python, typescript) => {
    expect(flow(`    ${python}`)).toContain(typescript);
  });

  it('says in which line a file ends to be Python', () => {
    expect(() => readPythonModule('x = 1\ny = = 2\n')).toThrow(
      expect.objectContaining({ code: 'MF7014', message: 'line 2 is no Python' }),
    );
  });
});
