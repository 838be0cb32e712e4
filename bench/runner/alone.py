"""What is measured of spikelet alone: cost and memory over sizes, text to machine code, a whole process."""

import statistics
import subprocess
import time
from dataclasses import replace

from .systems import BENCH, ENVIRONMENTS, OURS, System


def sizes(workloads, plan, tell):
    """Rows (workload, cells, ns per neuron-step, bytes per neuron) of workloads at several sizes."""
    rows = []
    for w in workloads:
        if w.id not in plan["of"]:
            continue
        for cells in plan["cells"]:
            steps = plan["adaptive_steps"] if w.method == "rkf45" else max(40, round(plan["neuron_steps"] / cells))
            system = System(OURS, replace(w, cells=cells, steps=steps))
            system.run()
            seconds = statistics.median(system.run()["seconds"] for _ in range(5))
            memory = system.ask("memory")["per_neuron"]
            system.close()
            rows.append({"workload": w.id, "model": w.model, "cells": cells, "ns": seconds / (cells * steps) * 1e9, "bytes": memory})
            tell(f"  {w.model} {cells}: {rows[-1]['ns']:.2f} ns, {memory:.0f} bytes")
    return rows


def start(workloads, plan):
    """Seconds from text to machine code, and of a whole process; the median of many."""
    w = next(w for w in workloads if w.id == plan["model"])
    system = System(OURS, w)
    compiled = system.ask("compile")
    system.close()
    command = [str(ENVIRONMENTS / "spikelet-program"), "run", "--quiet", "-o", str(ENVIRONMENTS / "two-cells"), str(BENCH / plan["network"])]
    processes = []
    for _ in range(11):
        before = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        processes.append(time.perf_counter() - before)
    return {"compile": compiled["seconds"], "first": compiled["first"], "process": statistics.median(processes)}
