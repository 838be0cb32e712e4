"""Rates and irregularity of the examples cuba, coba and adex-network in Brian 2.9 (pip install brian2==2.9.0 'numpy<2.3' 'setuptools<80' cython).

    python make_rates.py NETWORK SEED

prints the rate of each population from 100 ms on, and the mean CV of the intervals of its cells with at least five intervals. Each seed
is another network; the equations are those of the papers that the examples name, integrated by rk4 at 0.1 ms.
"""
import sys

import numpy as np
from brian2 import Network, NeuronGroup, PoissonGroup, SpikeMonitor, Synapses, defaultclock, ms, nS, mV, pA, pF, Hz, seed

CUBA = """
dv/dt = (ge + gi - (v + 49*mV)) / (20*ms) : volt (unless refractory)
dge/dt = -ge / (5*ms) : volt
dgi/dt = -gi / (10*ms) : volt
"""
COBA = """
dv/dt = (10*nS*(-60*mV - v) - ge*v + gi*(-80*mV - v) + 200*pA) / (200*pF) : volt (unless refractory)
dge/dt = -ge / (5*ms) : siemens
dgi/dt = -gi / (10*ms) : siemens
"""
ADEX = """
dv/dt = (10*nS*(-65*mV - v + D*exp((v + 50*mV)/D)) - ge*v + gi*(-80*mV - v) - w) / (150*pF) : volt (unless refractory)
dw/dt = (a*(v + 65*mV) - w) / (500*ms) : amp
dge/dt = -ge / (5*ms) : siemens
dgi/dt = -gi / (5*ms) : siemens
D : volt
a : siemens
b : amp
"""


def benchmark(equations, excite, inhibit):
    cells = NeuronGroup(4000, equations, threshold="v > -50*mV", reset="v = -60*mV", refractory=5*ms, method="rk4")
    cells.v = "-60*mV + rand()*10*mV"
    return cells, 3200, synapses(cells, 3200, 0.02, excite, inhibit), 1000


def adex():
    cells = NeuronGroup(2000, ADEX, threshold="v > -50*mV + 5*D", reset="v = -65*mV; w += b", refractory=5*ms, method="rk4")
    cells.v = "-65*mV + rand()*15*mV"
    cells.D = "2*mV*int(i < 1600) + 0.5*mV*int(i >= 1600)"
    cells.a, cells.b, cells.w = "4*nS*int(i < 1600)", "20*pA*int(i < 1600)", "66*pA*int(i < 1600)"
    drive = PoissonGroup(2000, 400*Hz)
    driven = Synapses(drive, cells, on_pre="ge += 2*nS", delay=1*ms)
    driven.connect(j="i")
    return cells, 1600, [drive, driven] + synapses(cells, 1600, 0.05, "ge += 2*nS", "gi += 10*nS", 1*ms, "i != j"), 1000


def synapses(cells, excitatory, p, excite, inhibit, delay=0*ms, condition=None):
    made = []
    for sources, effect in (cells[:excitatory], excite), (cells[excitatory:], inhibit):
        made.append(Synapses(sources, cells, on_pre=effect, delay=delay))
        made[-1].connect(condition=condition, p=p)
    return made


def main(name, number):
    seed(number)
    defaultclock.dt = 0.1*ms
    cells, excitatory, others, duration = {
        "cuba": lambda: benchmark(CUBA, "ge += 1.62*mV", "gi -= 9*mV"),
        "coba": lambda: benchmark(COBA, "ge += 6*nS", "gi += 67*nS"),
        "adex-network": adex,
    }[name]()
    monitor = SpikeMonitor(cells)
    Network(cells, monitor, *others).run(duration*ms)
    times, neurons = np.array(monitor.t/ms), np.array(monitor.i)
    for first, last in (0, excitatory), (excitatory, len(cells)):
        trains = [times[(neurons == n) & (times > 100)] for n in range(first, last)]
        intervals = [np.diff(t) for t in trains if len(t) > 5]
        rate = sum(map(len, trains)) / (last - first) / (duration - 100) * 1000
        print(f"{name} seed {number} cells {first}-{last}: {rate:.2f} Hz, CV {np.mean([d.std(ddof=1)/d.mean() for d in intervals]):.3f} of {len(intervals)}")


main(sys.argv[1], int(sys.argv[2]))
