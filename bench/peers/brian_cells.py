"""Workloads in Brian 2, as a C++ program of its own with OpenMP threads (standalone mode)."""

import os
import shutil
import sys
import time

import brian2
import numpy as np
from brian2 import NeuronGroup, defaultclock, device, ms, prefs, run, set_device

MODELS = {
    "hh_psc_alpha_gap": dict(
        equations="""
        dV/dt = (-(4500*m**3*h*(V - 74) + (9*n**4 + 9000*p**2)*(V + 90) + 10*(V + 70)) + I_e + I_ex + I_in)/40/ms : 1
        dm/dt = (alpha_m*(1 - m) - beta_m*m)/ms : 1
        dh/dt = (alpha_h*(1 - h) - beta_h*h)/ms : 1
        dn/dt = (alpha_n*(1 - n) - beta_n*n)/ms : 1
        dp/dt = (alpha_p*(1 - p) - beta_p*p)/ms : 1
        dD_ex/dt = -D_ex/(0.2*ms) : 1
        dI_ex/dt = D_ex/ms - I_ex/(0.2*ms) : 1
        dD_in/dt = -D_in/(2*ms) : 1
        dI_in/dt = D_in/ms - I_in/(2*ms) : 1
        alpha_m = 40*(V - 75.5)/(1 - exp(-(V - 75.5)/13.5)) : 1
        beta_m = 1.2262*exp(-V/42.248) : 1
        alpha_h = 0.0035*exp(-V/24.186) : 1
        beta_h = 0.017*(V + 51.25)/(1 - exp(-(V + 51.25)/5.2)) : 1
        alpha_n = 0.014*(V + 44)/(1 - exp(-(V + 44)/2.3)) : 1
        beta_n = 0.0043*exp(-(V + 44)/34) : 1
        alpha_p = (V - 95)/(1 - exp(-(V - 95)/11.8)) : 1
        beta_p = 0.025*exp(-V/22.222) : 1
        V_old : 1
        """,
        before="V_old = V", threshold="V >= 0 and V_old > V", reset="", refractory=2 * ms, method="exponential_euler",
        names={"V_m": "V", "Act_n": "n"},
    ),
    # Brian 2 has no exponential Euler method for an equation that is not linear: it is written out.
    "AdExIF": dict(
        equations="V : 1\nw : 1\n",
        step="""
        E = exp((V - V_T)/delta_T)
        slope = (E - 1)/tau
        change = (-V + V_rest + delta_T*E - R*w + R*I_ext)/tau
        w_change = (a*(V - V_rest) - w)/tau_w
        V += dt/ms*exprel(dt/ms*slope)*change
        w += tau_w*(1 - exp(-dt/ms/tau_w))*w_change
        """,
        threshold="V >= V_th", reset="V = V_reset; w += b", refractory=False, method=None, names={},
    ),
    "iaf_psc_exp": dict(
        equations="""
        dV/dt = -(V + 70)/(10*ms) + (I_ex + I_in + I_e)/(250*ms) : 1 (unless refractory)
        dI_ex/dt = -I_ex/(2*ms) : 1
        dI_in/dt = -I_in/(2*ms) : 1
        """,
        # Brian counts refractory steps from the one with the spike, NEST from the next.
        threshold="V >= -55", reset="V = -70", refractory=2.1 * ms, method="exact", names={"V_m": "V"},
    ),
}
INITIAL = {
    "hh_psc_alpha_gap": {"V": -69.60401191631222, "m": "alpha_m/(alpha_m + beta_m)", "h": "alpha_h/(alpha_h + beta_h)",
                         "n": "alpha_n/(alpha_n + beta_n)", "p": "alpha_p/(alpha_p + beta_p)"},
    "AdExIF": {},
    "iaf_psc_exp": {"V": -70.0},
}


class Cells:
    def __init__(self, workload):
        self.workload = w = workload
        self.model = MODELS[w["model"]]
        self.versions = {"Brian 2": brian2.__version__}
        self.folder = os.path.join(sys.prefix, "programs", w["id"])
        shutil.rmtree(self.folder, ignore_errors=True)
        prefs.devices.cpp_standalone.openmp_threads = w["threads"]
        prefs.devices.cpp_standalone.extra_make_args_unix = [f"-j{os.cpu_count()}"]
        set_device("cpp_standalone", build_on_run=False)
        defaultclock.dt = w["dt"] * ms
        start = time.perf_counter()
        self.group = self.build()
        device.build(directory=self.folder, compile=True, run=False, with_output=False)
        self.compiled = time.perf_counter() - start

    def build(self):
        """The network of the workload. The resets count spikes and add up the numbers of their steps."""
        w, model = self.workload, self.model
        current = w["current"]["parameter"] or w["current"]["port"]
        equations = model["equations"] + f"{current} : 1\nfired : integer\nsums : integer\n"
        counting = "fired += 1; sums += int(t/dt + 1.5)"
        group = NeuronGroup(
            w["cells"], equations, threshold=model["threshold"], reset="; ".join(filter(None, [model["reset"], counting])),
            refractory=model["refractory"], method=model["method"], namespace=w["parameters"],
        )
        for name, when in {"before": "before_groups", "step": "groups"}.items():
            if name in model:
                group.run_regularly(model[name], when=when)
        setattr(group, current, np.linspace(w["current"]["from"], w["current"]["to"], w["cells"]))
        for name, value in {**INITIAL[w["model"]], **w["initial"]}.items():
            setattr(group, name, value)
        self.network = brian2.Network(group)
        self.network.run(w["steps"] * w["dt"] * ms)
        return group

    def run(self):
        """Brian's own clock: the loop over the steps, without writing and reading of files."""
        device.run(directory=self.folder, with_output=False)
        return {"seconds": device._last_run_time, "build": self.compiled}

    def result(self):
        device.run(directory=self.folder, with_output=False)
        return {
            "counts": self.group.fired[:].tolist(), "sums": self.group.sums[:].tolist(), "trace": None,
            "states": {name: getattr(self.group, self.model["names"].get(name, name))[:].tolist() for name in self.workload["states"]},
        }
