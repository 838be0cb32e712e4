"""The workloads of the benchmark: what is simulated, in which systems, how results are compared, what must be reached."""

import copy
from dataclasses import dataclass, field


@dataclass
class Workload:
    """Cells of one model with constant currents that grow evenly from the first to the last; no two cells interact.

    A connection of weight 0 with a delay of `window` ms lets simulators that exchange spikes once per smallest delay work
    through that many steps at a time.
    """

    id: str
    title: str
    model: str
    cells: int
    steps: int
    dt: float  # ms
    threads: int
    method: str
    current: dict  # parameter or port of spikelet's model, from, to
    peers: dict  # system -> Comparison
    targets: list  # of Target
    parameters: dict = field(default_factory=dict)
    initial: dict = field(default_factory=dict)
    window: float = 1.0  # ms
    variable: str = "V_m"  # traced in some cells
    states: list = field(default_factory=list)  # compared at the end
    traced_steps: int = 1000
    quick: dict = field(default_factory=dict)  # what --quick changes
    limit: float | None = None  # spikelet's time must be at most that many times what arithmetic or memory allow
    long: bool = False  # seconds per run: three repetitions do

    def asked(self, variant=""):
        """What the processes that simulate are told; `variant` is spikelet's executor or a peer's way to run."""
        cells = sorted({round(i * (self.cells - 1) / 7) for i in range(8)})
        return {
            "id": self.id, "model": self.model, "cells": self.cells, "steps": self.steps, "dt": self.dt,
            "threads": self.threads, "method": self.method, "current": {"parameter": "", "port": "", **self.current},
            "parameters": self.parameters, "initial": self.initial, "window": self.window, "states": self.states,
            "trace": {"variable": self.variable, "cells": cells, "steps": min(self.steps, self.traced_steps)},
            "executor": variant,
        }

    def quickly(self):
        """A smaller workload of the same kind."""
        small = copy.copy(self)
        for name, value in self.quick.items():
            setattr(small, name, value)
        return small


@dataclass
class Comparison:
    """How a peer's results must agree with spikelet's.

    `trains`: the cells whose spikes may differ, as a share of all; in a cell that does not, every spike falls into the same
    step. `count`: how far the counts of a cell that differs may be apart. `drift`: where the counts are the same, the k-th
    spike is at most k·drift steps away (the sum over all spikes of a cell is). `total`: how far the sums of all counts may be
    apart, relatively. `trace`, `state`: the largest difference of traces and of final states in cells whose spikes agree,
    in units of the variable; None: they are not compared. `why` says why a bound is no equality.
    """

    trains: float = 0.0
    count: int = 0
    drift: float = 0.0
    total: float = 0.0
    trace: float | None = None
    state: float | None = None
    why: str = ""


@dataclass
class Target:
    """spikelet's time must be at most `ratio` of the peer's; `executor`: where that is the best one that there is."""

    peer: str
    ratio: float
    goal: float | None = None
    executor: str | None = None


HH = {"parameter": "I_e", "from": 100, "to": 1122}
ADEX = {"V_rest": -65.0, "V_reset": -68.0, "V_th": -30.0, "V_T": -59.9, "delta_T": 3.48, "a": 1.0, "b": 1.0, "tau": 10.0, "tau_w": 30.0, "R": 1.0}
ADEX_SAME = Comparison(
    trains=0.001, count=1, drift=1, total=1e-5, trace=1e-6, state=1e-6,
    why="an upstroke magnifies the last bit of exp until a spike falls into the next step",
)

WORKLOADS = [
    Workload(
        id="H1", title="512 hh_psc_alpha_gap, rkf45 with tolerance 1e-6, 200 ms at 0.05 ms",
        model="hh_psc_alpha_gap", cells=512, steps=4000, dt=0.05, threads=1, method="rkf45", current=HH,
        states=["V_m", "Act_n"], traced_steps=4000,
        peers={"nest": Comparison(trace=1e-6, state=1e-6)},
        targets=[Target("nest", 1 / 6, 1 / 12, "avx2"), Target("nest", 1 / 10, 1 / 12, "avx512")],
        quick={"steps": 400},
    ),
    Workload(
        id="H3", title="512 hh_psc_alpha_gap as in H1, 20 ms",
        model="hh_psc_alpha_gap", cells=512, steps=400, dt=0.05, threads=1, method="rkf45", current=HH,
        states=["V_m", "Act_n"], long=True,
        peers={
            "brainpy.state": Comparison(
                trains=1, count=1, drift=1, total=0.01, trace=1e-3, state=1e-3,
                why="brainpy.state controls its steps by rules of its own, and looks for spikes after each of them",
            )
        },
        targets=[Target("brainpy.state", 1 / 100)],
        quick={"steps": 100},
    ),
    Workload(
        id="H4", title="1000 hh_psc_alpha_gap, exponential Euler, 100 ms at 0.05 ms",
        model="hh_psc_alpha_gap", cells=1000, steps=2000, dt=0.05, threads=2, method="exp_auto", current=HH,
        states=["V_m", "Act_n"], traced_steps=2000,
        peers={"jax": Comparison(trace=1e-6, state=1e-6), "brian2": Comparison(state=1e-6)},
        targets=[Target("jax", 1 / 2)],
        quick={"steps": 400},
    ),
    Workload(
        id="A1", title="100 000 AdExIF, exponential Euler, 200 ms at 0.1 ms",
        model="AdExIF", cells=100_000, steps=2000, dt=0.1, threads=2, method="exp_auto", variable="V",
        current={"port": "I_ext", "from": 0, "to": 100}, parameters=ADEX, initial={"V": -65.0}, states=["V", "w"],
        peers={"brainpy": ADEX_SAME, "brainpy:runner": ADEX_SAME, "brian2": ADEX_SAME},
        targets=[Target("brainpy", 1 / 5)],
        quick={"cells": 20_000, "steps": 400}, long=True,
    ),
    Workload(
        id="A2", title="4000 AdExIF as in A1",
        model="AdExIF", cells=4000, steps=2000, dt=0.1, threads=2, method="exp_auto", variable="V",
        current={"port": "I_ext", "from": 0, "to": 100}, parameters=ADEX, initial={"V": -65.0}, states=["V", "w"],
        peers={"brainpy": ADEX_SAME, "brainpy:runner": ADEX_SAME, "brian2": ADEX_SAME},
        targets=[Target("brainpy", 1 / 10)],
        quick={"steps": 400},
    ),
    Workload(
        id="A3", title="10 000 aeif_cond_exp, rkf45, 50 ms at 0.1 ms",
        model="aeif_cond_exp", cells=10_000, steps=500, dt=0.1, threads=2, method="rkf45",
        current={"parameter": "I_e", "from": 500, "to": 900}, states=["V_m", "w"], traced_steps=10, long=True,
        peers={"nest": Comparison(trains=1, count=1, drift=1, total=0.01, trace=1e-6, why="NEST resets within a step, spikelet at its end")},
        targets=[Target("nest", 1 / 8)],
        quick={"cells": 1000, "steps": 200},
    ),
    Workload(
        id="I1", title="100 000 iaf_psc_exp, exact, 100 ms at 0.1 ms",
        model="iaf_psc_exp", cells=100_000, steps=1000, dt=0.1, threads=2, method="exact",
        current={"parameter": "I_e", "from": 300, "to": 450}, states=["V_m"],
        peers={
            "nest": Comparison(trace=1e-9, state=1e-9),
            "brainpy.state": Comparison(trains=0.001, count=1, drift=1, total=1e-4, trace=1e-9, state=1e-9, why="V_m may touch the threshold within rounding"),
            "brian2": Comparison(trains=0.001, count=1, drift=1, total=1e-4, state=1e-6, why="V_m may touch the threshold within rounding"),
        },
        targets=[Target("nest", 1 / 6, 1 / 10)], limit=2.0,
        quick={"cells": 20_000, "steps": 200},
    ),
]

# Cost per neuron-step must be the same for few and for many neurons: at most `bound` times that of few. Steps where a method
# chooses its own: always as many, for their number depends on what the cells do.
SIZES = {"cells": [1000, 10_000, 100_000, 1_000_000], "of": ["I1", "A1", "H1"], "neuron_steps": 4e7, "adaptive_steps": 40, "bound": 1.5}
QUICK_SIZES = {**SIZES, "cells": [1000, 10_000, 100_000], "of": ["I1", "A1"], "neuron_steps": 1e7}

# From text to machine code, and a whole process, in seconds.
START = {"model": "H1", "compile": 0.020, "process": 0.150, "network": "two-cells.yaml"}
