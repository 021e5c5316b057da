import os

from metaflow import FlowSpec, step


class Rounds(FlowSpec):
    """rounds.flow.ts in Python."""

    @step
    def start(self):
        self.n = 0
        self.trail = []
        self.next(self.loop)

    @step
    def loop(self):
        self.n += 1
        self.trail = self.trail + [self.n]
        self.again = "yes" if self.n < 3 else "no"
        self.next({"yes": self.loop, "no": self.choose}, condition="again")

    @step
    def choose(self):
        self.size = "large" if self.n > 2 else "small"
        self.next({"small": self.small, "large": self.large}, condition="size")

    @step
    def small(self):
        self.took = "small"
        self.next(self.end)

    @step
    def large(self):
        if os.environ.get("FAIL") == "1":
            raise ValueError("not yet")
        self.took = "large"
        self.next(self.end)

    @step
    def end(self):
        self.summary = {"trail": self.trail, "took": self.took}


if __name__ == "__main__":
    Rounds()
