"""Prints, for each graph of a JSON list on stdin, why Metaflow's linter refuses it, or null.

A graph is a list of [name, takes_inputs, kind, targets]; kind is linear, split, foreach, switch or end.
"""

import json
import sys

from metaflow.graph import DAGNode, FlowGraph
from metaflow.lint import LintWarn, linter


class Graph(FlowGraph):
    """Metaflow's own graph, made of what it would have parsed."""

    def __init__(self, steps):
        self.name = "Sketch"
        self.doc = ""
        self.sorted_nodes = []
        self.nodes = {name: node(name, *rest) for name, *rest in sorted(steps)}
        self._identify_start_end()
        self._traverse_graph()
        self._postprocess()


def node(name, takes_inputs, kind, targets):
    made = DAGNode(None, [], [], [], "", "sketch.py", 1, name=name, num_args=2 if takes_inputs else 1)
    if kind == "end":
        return made
    made.has_tail_next = True
    made.out_funcs = targets
    made.type = {"linear": "join" if takes_inputs else "linear", "switch": "split-switch"}.get(kind, kind)
    if kind == "foreach":
        made.foreach_param = "xs"
    if kind == "switch":
        made.condition = "c"
        made.switch_cases = {str(position): target for position, target in enumerate(targets)}
    return made


def refusal(steps):
    try:
        linter.run_checks(Graph(steps))
    except LintWarn as refused:
        return str(refused)
    except (IndexError, KeyError) as crash:
        return "crash: %r" % crash
    return None


json.dump([refusal(steps) for steps in json.load(sys.stdin)], sys.stdout)
