from metaflow import FlowSpec, IncludeFile, Parameter, step


class PythonSquares(FlowSpec):
    alpha = Parameter("alpha", default=0.5)
    notes = IncludeFile("notes", default="notes.txt")

    @step
    def start(self):
        self.numbers = [1, 2, 3]
        self.blob = bytes(range(256)) * 40_000
        print("start in Python")
        self.next(self.work, foreach="numbers")

    @step
    def work(self):
        self.square = self.input**2
        self.next(self.join)

    @step
    def join(self, inputs):
        self.total = sum(i.square for i in inputs)
        self.merge_artifacts(inputs, include=["blob"])
        self.next(self.end)

    @step
    def end(self):
        print("total", self.total)


if __name__ == "__main__":
    PythonSquares()
