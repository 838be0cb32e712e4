"""AdExIF in BrainPy, float64 on the CPU: one compiled loop over the steps, or, as "runner", BrainPy's DSRunner."""

import time

import brainpy as bp
import brainpy.math as bm
import jax
import numpy as np


class Driven(bp.DynamicalSystem):
    """Neurons with a constant input."""

    def __init__(self, neurons, current):
        super().__init__()
        self.neurons, self.current = neurons, current

    def update(self):
        self.neurons.update(self.current)


class Cells:
    def __init__(self, workload):
        self.workload = w = workload
        self.versions = {"BrainPy": bp.__version__, "JAX": jax.__version__}
        bm.set_platform("cpu")
        bm.enable_x64()
        bm.set_dt(w["dt"])
        self.neurons = getattr(bp.dyn, w["model"])(w["cells"], method=w["method"], **w["parameters"])
        self.current = bm.asarray(np.linspace(w["current"]["from"], w["current"]["to"], w["cells"]))
        self.loop = bm.jit(lambda: bm.for_loop(self.step, bm.arange(w["steps"])))
        if w["executor"] == "runner":
            runner = bp.DSRunner(Driven(self.neurons, self.current), progress_bar=False)
            self.loop = lambda: runner.run(w["steps"] * w["dt"])
        self.counts = bm.Variable(bm.zeros(w["cells"], dtype=int))
        self.sums = bm.Variable(bm.zeros(w["cells"], dtype=int))
        self.recording = bm.jit(lambda: bm.for_loop(self.recorded_step, bm.arange(w["steps"])))

    def reset(self):
        for name, variable in {"V": self.neurons.V, "w": self.neurons.w}.items():
            variable.value = bm.full(self.workload["cells"], self.workload["initial"].get(name, 0.0))

    def step(self, i):
        bp.share.save(i=i, t=i * self.workload["dt"])
        self.neurons.update(self.current)

    def recorded_step(self, i):
        self.step(i)
        fired = self.neurons.spike.value.astype(int)
        self.counts += fired
        self.sums += fired * (i + 1)
        return self.neurons.V.value[np.asarray(self.workload["trace"]["cells"])]

    def run(self):
        self.reset()
        jax.block_until_ready(self.neurons.V.value)
        start = time.perf_counter()
        self.loop()
        jax.block_until_ready(self.neurons.V.value)
        return {"seconds": time.perf_counter() - start}

    def result(self):
        w = self.workload
        self.reset()
        trace = np.asarray(self.recording())[: w["trace"]["steps"]]
        return {
            "counts": np.asarray(self.counts.value).tolist(),
            "sums": np.asarray(self.sums.value).tolist(),
            "states": {name: np.asarray(getattr(self.neurons, name).value).tolist() for name in w["states"]},
            "trace": trace.ravel().tolist(),
        }
