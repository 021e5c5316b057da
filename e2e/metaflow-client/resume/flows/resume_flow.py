import os

from metaflow import FlowSpec, Parameter, current, step


class ResumeFlow(FlowSpec):
    """golden/flows/resume-flow.flow.ts in Python."""

    alpha = Parameter("alpha", default=3)

    @step
    def start(self):
        self.xs = [1, 2, 3]
        self.run_marker = current.run_id
        self.next(self.work, foreach="xs")

    @step
    def work(self):
        self.y = self.input * self.alpha
        if self.input == 2 and os.environ.get("FAIL") == "1":
            raise ValueError("boom on 2")
        self.next(self.join)

    @step
    def join(self, inputs):
        self.ys = [i.y for i in inputs]
        self.next(self.fork)

    @step
    def fork(self):
        self.next(self.a, self.b)

    @step
    def a(self):
        self.next(self.join2)

    @step
    def b(self):
        self.next(self.join2)

    @step
    def join2(self, inputs):
        self.merge_artifacts(inputs)
        self.origin = current.origin_run_id
        if os.environ.get("FAIL") == "2":
            raise ValueError("boom in join2")
        self.next(self.end)

    @step
    def end(self):
        print(self.ys)


if __name__ == "__main__":
    ResumeFlow()
