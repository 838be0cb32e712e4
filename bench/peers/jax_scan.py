"""Exponential Euler for hh_psc_alpha_gap, written by hand in JAX: float64, one jax.lax.scan over the steps.

Each equation x' = a - b·x, with all else held, goes to a/b + (x - a/b)·exp(-b·dt). The rates are those of Mancilla et al.
(2007), doi:10.1523/JNEUROSCI.2715-06.2007, with the parameters of NEST's hh_psc_alpha_gap.
"""

import math
import time

import jax

jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import numpy as np

C_M, T_REF, TAU_EX, TAU_IN = 40.0, 2.0, 0.2, 2.0
G_NA, G_KV1, G_KV3, G_L = 4500.0, 9.0, 9000.0, 10.0
E_NA, E_K, E_L = 74.0, -90.0, -70.0
REST = -69.60401191631222


def linoid(x):
    return jnp.where(jnp.abs(x) < 1e-5, 1 + x / 2, x / (1 - jnp.exp(-x)))


def rates(v):
    return {
        "m": (540 * linoid((v - 75.5) / 13.5), 1.2262 * jnp.exp(-v / 42.248)),
        "h": (0.0035 * jnp.exp(-v / 24.186), 0.0884 * linoid((v + 51.25) / 5.2)),
        "n": (0.0322 * linoid((v + 44) / 2.3), 0.0043 * jnp.exp(-(v + 44) / 34)),
        "p": (11.8 * linoid((v - 95) / 11.8), 0.025 * jnp.exp(-v / 22.222)),
    }


class Cells:
    def __init__(self, workload):
        self.workload = w = workload
        self.versions = {"JAX": jax.__version__}
        self.current = jnp.linspace(w["current"]["from"], w["current"]["to"], w["cells"])
        self.initial = self.rest()
        steps = jnp.arange(1, w["steps"] + 1)
        traced = np.asarray(w["trace"]["cells"])
        self.loop = jax.jit(lambda state: jax.lax.scan(lambda s, _: (self.step(s)[0], None), state, steps)[0])

        def recorded(carry, i):
            state, counts, sums = carry
            state, fired = self.step(state)
            return (state, counts + fired, sums + fired * i), state["V"][traced]

        self.recording = jax.jit(lambda carry: jax.lax.scan(recorded, carry, steps))

    def rest(self):
        n = self.workload["cells"]
        v = jnp.full(n, REST)
        gates = {name: a / (a + b) for name, (a, b) in rates(v).items()}
        currents = {name: jnp.zeros(n) for name in ("dex", "ex", "din", "in", "stim")}
        return {"V": v, "refractory": jnp.zeros(n, dtype=int), **gates, **currents}

    def step(self, s):
        dt, v = self.workload["dt"], s["V"]
        na = G_NA * s["m"] ** 3 * s["h"]
        k = G_KV1 * s["n"] ** 4 + G_KV3 * s["p"] ** 2
        b = (na + k + G_L) / C_M
        limit = (na * E_NA + k * E_K + G_L * E_L + s["stim"] + self.current + s["ex"] + s["in"]) / (C_M * b)
        new = {"V": limit + (v - limit) * jnp.exp(-dt * b), "stim": jnp.zeros_like(v)}
        for name, (alpha, beta) in rates(v).items():
            limit = alpha / (alpha + beta)
            new[name] = limit + (s[name] - limit) * jnp.exp(-dt * (alpha + beta))
        for sign, tau in (("ex", TAU_EX), ("in", TAU_IN)):
            decay = math.exp(-dt / tau)
            new["d" + sign] = s["d" + sign] * decay
            new[sign] = s[sign] * decay + s["d" + sign] * tau * (1 - decay)
        fired = (s["refractory"] == 0) & (new["V"] >= 0) & (v > new["V"])
        new["refractory"] = jnp.where(fired, math.ceil(T_REF / dt - 1e-9), jnp.maximum(s["refractory"] - 1, 0))
        return new, fired

    def run(self):
        start = time.perf_counter()
        jax.block_until_ready(self.loop(self.initial))
        return {"seconds": time.perf_counter() - start}

    def result(self):
        w = self.workload
        none = jnp.zeros(w["cells"], dtype=int)
        (state, counts, sums), trace = self.recording((self.initial, none, none))
        names = {"V_m": "V", "Act_n": "n"}
        return {
            "counts": counts.tolist(),
            "sums": sums.tolist(),
            "states": {name: state[names[name]].tolist() for name in w["states"]},
            "trace": np.asarray(trace)[: w["trace"]["steps"]].ravel().tolist(),
        }
