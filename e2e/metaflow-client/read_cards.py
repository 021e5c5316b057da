"""Prints what Metaflow's own client reads of the cards of a task, as JSON.

usage: read_cards.py TASK_PATHSPEC [TYPE [ID]]     '-' for any
"""

import json
import sys

from metaflow.cards import get_cards

task, kind, name = (sys.argv[1:] + ["-", "-"])[:3]
cards = get_cards(task, type=None if kind == "-" else kind, id=None if name == "-" else name)
json.dump(
    [
        {"type": c.type, "id": c.id, "hash": c.hash, "path": c.path, "html": c.get(), "data": c.get_data()}
        for c in cards
    ],
    sys.stdout,
)
