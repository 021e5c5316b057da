"""Parses DAG files in one warm process and prints the median CPU milliseconds of each as JSON.

usage: parse_dags.py ROUNDS FILE [FILE...]

Files are parsed in turn, A B C C B A A B C ..., so that each follows each of its neighbours as often, each time by a DagBag of its own. The
first round warms imports up and does not count.
"""

import json
import logging
import statistics
import sys
import time

logging.disable(logging.CRITICAL)

try:
    from airflow.dag_processing.dagbag import DagBag

    options = {}
except ImportError:  # Airflow 2
    from airflow.models.dagbag import DagBag

    options = {"include_examples": False}

rounds, files = int(sys.argv[1]), sys.argv[2:]
cpu = {file: [] for file in files}
for number in range(rounds + 1):
    for file in files if number % 2 else reversed(files):
        # What the file before left behind is not this one's to clear away.
        bag = None
        started = time.process_time()
        bag = DagBag(file, **options)
        spent = (time.process_time() - started) * 1000
        if bag.import_errors or len(bag.dags) != 1:
            sys.exit(f"{file}: {bag.import_errors or 'no DAG'}")
        if number:
            cpu[file].append(spent)

print("\n" + json.dumps({file: statistics.median(spent) for file, spent in cpu.items()}))
