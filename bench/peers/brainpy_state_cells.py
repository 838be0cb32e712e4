"""hh_psc_alpha_gap in brainpy.state, float64 on the CPU: one compiled loop over the steps."""

import time
from importlib import metadata

import brainpy.state
import brainstate
import brainunit as u
import jax
import jax.numpy as jnp
import numpy as np

NAMES = {"V_m": "V", "Act_n": "n"}  # of states, where they differ from NEST's


class Cells:
    def __init__(self, workload):
        self.workload = w = workload
        self.versions = {"brainpy.state": metadata.version("brainpy-state"), "JAX": jax.__version__}
        jax.config.update("jax_platforms", "cpu")
        brainstate.environ.set(precision=64, dt=w["dt"] * u.ms)
        currents = np.linspace(w["current"]["from"], w["current"]["to"], w["cells"])
        self.neurons = getattr(brainpy.state, w["model"])(w["cells"], **{w["current"]["parameter"]: currents * u.pA})
        self.neurons.init_state()
        self.states = self.neurons.states()
        self.initial = {key: state.value for key, state in self.states.items()}
        steps = jnp.arange(w["steps"])
        self.counts = brainstate.ShortTermState(jnp.zeros(w["cells"], dtype=int))
        self.sums = brainstate.ShortTermState(jnp.zeros(w["cells"], dtype=int))
        self.loop = brainstate.transform.jit(lambda: brainstate.transform.for_loop(self.silent_step, steps))
        self.recording = brainstate.transform.jit(lambda: brainstate.transform.for_loop(self.recorded_step, steps))

    def reset(self):
        for key, state in self.states.items():
            state.value = self.initial[key]

    def state(self, name):
        return u.get_mantissa(getattr(self.neurons, NAMES.get(name, name)).value)

    def step(self, i):
        with brainstate.environ.context(t=i * self.workload["dt"] * u.ms):
            return self.neurons.update(0 * u.pA)

    def silent_step(self, i):
        self.step(i)

    def recorded_step(self, i):
        fired = (self.step(i) > 0).astype(int)
        self.counts.value += fired
        self.sums.value += fired * (i + 1)
        return self.state(self.workload["trace"]["variable"])[np.asarray(self.workload["trace"]["cells"])]

    def run(self):
        self.reset()
        start = time.perf_counter()
        self.loop()
        jax.block_until_ready(self.state(self.workload["trace"]["variable"]))
        return {"seconds": time.perf_counter() - start}

    def result(self):
        w = self.workload
        self.reset()
        trace = np.asarray(self.recording())[: w["trace"]["steps"]]
        return {
            "counts": np.asarray(self.counts.value).tolist(),
            "sums": np.asarray(self.sums.value).tolist(),
            "states": {name: np.asarray(self.state(name)).tolist() for name in w["states"]},
            "trace": trace.ravel().tolist(),
        }
