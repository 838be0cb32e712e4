"""Serves one workload in one of the peers to bench/run: python serve.py SYSTEM.

The first line of the input is the workload as JSON; then each line asks for "run", which simulates it once and says how
many seconds that took, or "result", which gives what systems are compared by. Answers are lines of JSON. What the peers
print goes to the standard error.
"""

import importlib
import json
import os
import sys

SYSTEMS = {"nest": "nest_cells", "brainpy": "brainpy_cells", "brainpy.state": "brainpy_state_cells", "jax": "jax_scan", "brian2": "brian_cells"}


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(what):
        answers.write(json.dumps(what) + "\n")
        answers.flush()

    workload = json.loads(sys.stdin.readline())
    cells = importlib.import_module(SYSTEMS[sys.argv[1]]).Cells(workload)
    answer({"versions": cells.versions})
    for line in sys.stdin:
        answer(getattr(cells, line.strip())())


if __name__ == "__main__":
    main()
