"""Reference solutions of the models in testdata/ by scipy 1.17 (pip install scipy==1.17.1 numpy).

    own_models.py FOLDER

solve_ivp integrates from event to event; rtol = atol = 1e-13 for DOP853, and Radau at 1e-10 as a second opinion, whose largest
difference is printed. Spikes that a model detects on the grid of time steps are detected on it here too.
own_MODEL.csv has a row per cell and sample, .params.csv the parameters, .inputs.csv the spikes of one generator per port, with
weights as the port takes them, which arrive 1 ms later, .spikes.csv the spikes.
"""
import csv
import gzip
import io
import math
import os
import sys

import numpy as np
from scipy.integrate import solve_ivp

OUT = sys.argv[1] if len(sys.argv) > 1 else "."
DELAY = 1.0  # ms


def write(name, header, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header] + rows)
    with open(os.path.join(OUT, name + ".csv.gz"), "wb") as f:
        with gzip.GzipFile(filename="", mode="wb", fileobj=f, mtime=0, compresslevel=9) as z:
            z.write(text.getvalue().encode())


def quotient(x):
    """x / (1 - exp(-x))"""
    return 1.0 if x == 0 else x / -math.expm1(-x)


class WangBuzsaki:
    name, dt, steps, every = "wang_buzsaki", 0.05, 2400, 8
    columns = ["V_m", "h", "n", "g_ex", "open", "I_Na", "I_inh"]
    cells = dict(I_e=[0.0, 60.0, 100.0, 250.0], phi=[5.0, 5.0, 10.0 / 3.0, 5.0], g_inh=[10.0, 20.0, 5.0, 40.0], tau_ex=[3.0, 1.0, 5.0, 0.5])
    inputs = [("exc", t, w) for t, w in [(5.0, 20.0), (8.35, 15.0), (30.0, 30.0), (30.05, 30.0), (90.0, 60.0)]] + [
        ("inh", t, 1.0) for t in (15.0, 15.5, 40.0, 60.0, 61.0, 100.0)]

    def rates(self, v):
        return (0.1 * 10 * quotient((v + 35) / 10), 4 * math.exp(-(v + 60) / 18),
                0.07 * math.exp(-(v + 58) / 20), 1 / (math.exp(-0.1 * (v + 28)) + 1),
                0.01 * 10 * quotient((v + 34) / 10), 0.125 * math.exp(-(v + 44) / 80))

    def start(self, p):
        self.until = -1.0  # end of the transmitter's pulse
        _, _, ah, bh, an, bn = self.rates(-64.0)
        return np.array([-64.0, ah / (ah + bh), an / (an + bn), 0.0, 0.0])

    def rhs(self, p, t, y, on):
        v, h, n, g, s = y
        am, bm, ah, bh, an, bn = self.rates(v)
        ions = 3500 * (am / (am + bm)) ** 3 * h * (v - 55) + 900 * n**4 * (v + 90) + 10 * (v + 65)
        return [(-ions - p["g_inh"] * s * (v + 75) - g * v + p["I_e"]) / 100, p["phi"] * (ah * (1 - h) - bh * h),
                p["phi"] * (an * (1 - n) - bn * n), -g / p["tau_ex"], 12 * on * (1 - s) - 0.1 * s]

    def mode(self, k):
        return 1.0 if k * self.dt < self.until - 1e-9 else 0.0

    def receive(self, p, k, y, port, w):
        if port == "exc":
            y[3] += w
        else:
            self.until = k * self.dt + 1.0

    def detect(self, p, k, before, y):
        return y[0] > 0 >= before[0]

    def shown(self, p, y):
        am, bm = self.rates(y[0])[:2]
        return list(y) + [3500 * (am / (am + bm)) ** 3 * y[1] * (y[0] - 55), p["g_inh"] * y[4] * (y[0] + 75)]


class TraubMiles:
    name, dt, steps, every = "traub_miles", 0.1, 1200, 4
    columns = ["V_m", "m", "h", "n", "g_ex", "g_in"]
    cells = dict(I_e=[0.0, 150.0, 400.0, 900.0], tau_ex=[1.5, 0.4, 3.0, 1.5], tau_decay=[8.0, 5.0, 20.0, 8.0], t_ref=[2.0, 0.5, 1.0, 20.0])
    inputs = [("excitation", t, w) for t, w in [(5.0, 20.0), (6.3, 25.0), (40.0, 60.0), (80.0, 30.0)]] + [
        ("inhibition", t, w) for t, w in [(20.0, 15.0), (21.7, 20.0), (60.0, 40.0)]]

    def start(self, p):
        self.last = -10**9
        return np.array([-60.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0])  # V m h n, excitation (derivative, value), decaying, rising

    def rhs(self, p, t, y, _):
        v, m, h, n, d, g, slow, fast = y
        u = v + 63
        am, bm = 1.28 * quotient((u - 13) / 4), 1.4 * quotient((40 - u) / 5)
        ah, bh = 0.128 * math.exp((17 - u) / 18), 4 / (1 + math.exp((40 - u) / 5))
        an, bn = 0.16 * quotient((u - 15) / 5), 0.5 * math.exp((10 - u) / 40)
        ions = 20000 * m**3 * h * (v - 50) + 6000 * n**4 * (v + 90) + 10 * (v + 60)
        return [(-ions - g * v - (slow - fast) * (v + 80) + p["I_e"]) / 200, am * (1 - m) - bm * m, ah * (1 - h) - bh * h, an * (1 - n) - bn * n,
                -d / p["tau_ex"], d - g / p["tau_ex"], -slow / p["tau_decay"], -fast / 0.5]

    def mode(self, k):
        return 0.0

    def receive(self, p, k, y, port, w):
        if port == "excitation":
            y[4] += w * math.e / p["tau_ex"]
        else:
            a, b = p["tau_decay"], 0.5
            peak = a * b / (a - b) * math.log(a / b)
            y[6:8] += w / (math.exp(-peak / a) - math.exp(-peak / b))

    def detect(self, p, k, before, y):
        fires = k - self.last > round(p["t_ref"] / self.dt) and y[0] > 0 and y[0] < before[0]
        if fires:
            self.last = k
        return fires

    def shown(self, p, y):
        return list(y[:4]) + [y[5], y[6] - y[7]]


class AdaptiveThreshold:
    name, dt, steps, every = "adaptive_threshold", 0.1, 1500, 5
    columns = ["V_m", "jump_1", "jump_2", "I_fast", "I_mid", "I_slow", "theta"]
    cells = dict(I_e=[0.0, 420.0, 500.0, 900.0], tau_1=[10.0, 10.0, 5.0, 8.0], alpha_1=[37.0, 30.0, 10.0, -0.5], alpha_2=[2.0, 1.0, 4.0, 0.1],
                 t_ref=[2.0, 0.5, 1.0, 5.0], tau_fast=[5.0, 1.0, 5.0, 0.5])
    inputs = [("fast_in", t, w) for t, w in [(5.0, 500.0), (5.1, 800.0), (30.0, -300.0), (100.0, 2000.0)]] + [
        ("mid_in", t, w) for t, w in [(5.0, 200.0), (50.0, 900.0), (51.0, -400.0)]] + [("slow_in", t, w) for t, w in [(20.0, 400.0), (70.0, 250.0)]]

    def start(self, p):
        self.last = -10**9
        return np.array([-70.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])  # V, jumps, fast, mid and its derivative, slow decaying, slow rising

    def rhs(self, p, t, y, _):
        v, j1, j2, f, m, d, s, r = y
        return [-(v + 70) / 5 + (f + m - (s - r) + p["I_e"]) / 100, -j1 / p["tau_1"], -j2 / 200, -f / p["tau_fast"], d, -d - m / 4, -s / 20, -r / 2]

    def mode(self, k):
        return 0.0

    def receive(self, p, k, y, port, w):
        if port == "fast_in":
            y[3] += w
        elif port == "mid_in":
            y[5] += w * math.e / 2
        else:
            y[6:8] += w

    def detect(self, p, k, before, y):
        fires = k - self.last >= round(p["t_ref"] / self.dt) and y[0] >= -51 + y[1] + y[2]
        if fires:
            self.last = k
            y[1] += p["alpha_1"]
            y[2] += p["alpha_2"]
        return fires

    def shown(self, p, y):
        return list(y[:5]) + [y[6] - y[7], -51 + y[1] + y[2]]


def solve(model, p, method, tolerance):
    """Integrates one cell step by step; returns what is shown after each step and the steps with a spike."""
    arrivals = {}
    for port, t, w in model.inputs:
        arrivals.setdefault(round((t + DELAY) / model.dt), []).append((port, w))
    y, rows, spikes = model.start(p), [], []
    for k in range(1, model.steps + 1):
        before, on = y.copy(), model.mode(k - 1)
        s = solve_ivp(lambda t, y: model.rhs(p, t, y, on), (0, model.dt), y, method=method, rtol=tolerance, atol=tolerance)
        assert s.success, s.message
        y = s.y[:, -1].copy()
        for port, w in arrivals.get(k, []):
            model.receive(p, k, y, port, w)
        if model.detect(p, k, before, y):
            spikes.append(k)
        rows.append(model.shown(p, y))
    return np.array(rows), spikes


for model in (WangBuzsaki(), TraubMiles(), AdaptiveThreshold()):
    count = len(model.cells["I_e"])
    rows, times, worst = [], [], 0.0
    for cell in range(count):
        p = {k: v[cell] for k, v in model.cells.items()}
        values, spikes = solve(model, p, "DOP853", 1e-13)
        other, again = solve(model, p, "Radau", 1e-10)
        assert spikes == again
        worst = max(worst, np.max(np.abs(values[:, 0] - other[:, 0])))
        rows += [["%.2f" % (k * model.dt), cell] + ["%.15g" % x for x in values[k - 1]] for k in range(model.every, model.steps + 1, model.every)]
        times += [(k, cell) for k in spikes]
        print(model.name, cell, len(spikes), "spikes")
    name = "own_" + model.name
    write(name, ["time_ms", "neuron"] + model.columns, rows)
    write(name + ".params", ["neuron"] + list(model.cells), [[k] + ["%.17g" % v[k] for v in model.cells.values()] for k in range(count)])
    write(name + ".spikes", ["time_ms", "neuron"], [["%.2f" % (k * model.dt), cell] for k, cell in sorted(times)])
    ports = list(dict.fromkeys(port for port, _, _ in model.inputs))  # in the order of the model
    write(name + ".inputs", ["port", "time_ms", "weight"], [[ports.index(port), t, w] for port, t, w in model.inputs])
    print(model.name, "DOP853 and Radau differ by", worst, "mV;", os.path.getsize(os.path.join(OUT, name + ".csv.gz")), "bytes")
