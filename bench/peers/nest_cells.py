"""Workloads in NEST."""

import time

import nest
import numpy as np


class Cells:
    def __init__(self, workload):
        nest.set_verbosity("M_ERROR")
        self.workload = workload
        self.versions = {"NEST": nest.__version__}

    def build(self):
        w = self.workload
        nest.ResetKernel()
        nest.set(resolution=w["dt"], local_num_threads=w["threads"], print_time=False, use_wfr=False)
        cells = nest.Create(w["model"], w["cells"])
        for name, value in {**w["parameters"], **w["initial"]}.items():
            cells.set({name: value})
        current = w["current"]
        cells.set({current["parameter"]: np.linspace(current["from"], current["to"], w["cells"])})
        if w["window"]:
            nest.Connect(cells[0], cells[1], syn_spec={"weight": 0.0, "delay": w["window"]})
        return cells

    def run(self):
        """Only nest.Run is timed: no recorders, no calibration."""
        start = time.perf_counter()
        self.build()
        nest.Prepare()
        built = time.perf_counter()
        nest.Run(self.workload["steps"] * self.workload["dt"])
        seconds = time.perf_counter() - built
        nest.Cleanup()
        return {"seconds": seconds, "build": built - start}

    def result(self):
        w = self.workload
        cells = self.build()
        first = cells[0].global_id
        recorder = nest.Create("spike_recorder")
        nest.Connect(cells, recorder)
        traced = w["trace"]["cells"]
        record = {"record_from": [w["trace"]["variable"]], "interval": w["dt"], "stop": w["trace"]["steps"] * w["dt"]}
        meters = nest.Create("multimeter", len(traced), record)
        for meter, cell in zip(meters, traced):
            nest.Connect(meter, cells[cell])
        nest.Simulate(w["steps"] * w["dt"])
        states = {name: np.asarray(cells.get(name)).tolist() for name in w["states"]}
        nest.Simulate(w["window"])  # what a multimeter asks for comes a smallest delay later
        senders = np.asarray(recorder.events["senders"]) - first
        ends = np.rint(np.asarray(recorder.events["times"]) / w["dt"]).astype(int)
        senders, ends = senders[ends <= w["steps"]], ends[ends <= w["steps"]]
        samples = [meter.events[w["trace"]["variable"]] for meter in meters]
        return {
            "counts": np.bincount(senders, minlength=w["cells"]).tolist(),
            "sums": np.bincount(senders, ends, minlength=w["cells"]).astype(int).tolist(),
            "states": states,
            "trace": np.stack(samples, axis=1).ravel().tolist(),
        }
