"""Reference traces of further models from NEST 3.10 (pip install nest-simulator==3.10.0 numpy).

    make_models.py FOLDER

Two runs of each model over 100 ms at 0.1 ms. MODEL_currents: cells with constant currents and varied parameters. MODEL_inputs: cells with
varied parameters under spikes of both signs, with several weights and delays. MODEL_RUN.csv has a row per neuron and sample;
V_m etc. at time t are the values after the update that ends at t. .params.csv has the parameters that differ from NEST's
defaults, weight and delay of the spike input among them; .spikes.csv the spikes. aeif_cond_exp_fine has the spikes of
aeif_cond_exp_currents at 0.01 ms. Everything is gzipped without a time stamp.
"""
import csv
import gzip
import io
import os
import sys

import nest

OUT = sys.argv[1] if len(sys.argv) > 1 else "."
DT = 0.1

# One generator for all models; its weights are multiplied by those of the connections.
TIMES = [2.0, 5.0, 5.3, 9.0, 9.1, 20.0, 20.1, 28.5, 35.0, 35.4, 50.0, 50.2, 61.7, 70.0]
WEIGHTS = [1.0, 3.0, 3.0, -0.5, 2.0, 5.0, 5.0, -3.0, -2.0, 4.0, 6.0, -6.0, 8.0, -1.0]
# A second one, of which some spikes arrive in the same step as the first one's, with the other sign.
TIMES_2, WEIGHTS_2 = [5.0, 9.1, 28.5, 40.0, 61.7], [-2.0, 1.5, 4.0, 7.0, -3.0]

# model: (recorded in both runs, recorded besides under spikes, one row every so many samples, cells with currents, cells with spikes)
IAF_CURRENTS = dict(
    I_e=[380.0, 400.0, 600.0, 900.0, 1500.0, 700.0], tau_m=[10.0, 10.0, 20.0, 5.0, 2.0, 12.5], C_m=[250.0, 250.0, 250.0, 125.0, 100.0, 300.0],
    t_ref=[2.0, 0.5, 1.0, 0.0, 0.25, 5.0], V_reset=[-70.0, -65.0, -75.0, -60.0, -70.0, -70.0], E_L=[-70.0, -70.0, -68.0, -65.0, -70.0, -72.0],
    V_m=[-70.0, -60.0, -50.0, -65.0, -80.0, -72.0])
IAF_INPUTS = dict(
    I_e=[0.0, 0.0, 200.0, 350.0], tau_m=[10.0, 2.0, 10.0, 8.0], tau_syn_ex=[2.0, 2.0, 0.5, 8.0], tau_syn_in=[2.0, 2.0, 10.0, 1.7],
    t_ref=[2.0, 0.5, 1.0, 3.0], weight=[400.0, 900.0, 400.0, -90.0], delay=[1.0, 0.1, 1.5, 2.3])
RUNS = {
    "iaf_psc_exp": (["V_m"], ["I_syn_ex", "I_syn_in"], 2, IAF_CURRENTS, IAF_INPUTS),
    "iaf_psc_alpha": (["V_m"], ["I_syn_ex", "I_syn_in"], 2, IAF_CURRENTS, IAF_INPUTS),
    "iaf_cond_exp": (
        ["V_m"], ["g_ex", "g_in"], 2,
        dict(I_e=[200.0, 280.0, 400.0, 900.0, 1500.0, 700.0], t_ref=[2.0, 0.5, 1.0, 0.0, 0.25, 5.0], C_m=[250.0, 250.0, 150.0, 100.0, 200.0, 300.0],
             g_L=[16.6667, 16.6667, 10.0, 30.0, 25.0, 12.5], V_reset=[-60.0, -65.0, -75.0, -60.0, -70.0, -58.0], V_m=[-70.0, -56.0, -50.0, -65.0, -80.0, -70.0]),
        dict(I_e=[0.0, 100.0, 200.0, 260.0], tau_syn_ex=[0.2, 0.5, 2.0, 0.2], tau_syn_in=[2.0, 2.0, 10.0, 1.0], t_ref=[2.0, 0.5, 1.0, 3.0],
             weight=[40.0, 60.0, 8.0, -20.0], delay=[1.0, 0.1, 1.5, 2.3])),
    "aeif_cond_exp": (
        ["V_m", "w"], ["g_ex", "g_in"], 2,
        dict(I_e=[400.0, 600.0, 700.0, 1000.0, 800.0], t_ref=[0.0, 0.5, 1.0, 2.0, 5.0], a=[4.0, 0.0, 10.0, 4.0, -2.0], b=[80.5, 60.0, 0.0, 150.0, 80.5],
             gsl_error_tol=[1e-11] * 5, tau_w=[144.0, 30.0, 144.0, 100.0, 200.0], Delta_T=[2.0, 1.0, 3.0, 2.0, 2.0], V_peak=[0.0, 0.0, -40.0, 20.0, 0.0], V_reset=[-60.0, -65.0, -60.0, -48.0, -58.0]),
        dict(I_e=[0.0, 300.0, 500.0, 600.0], tau_syn_ex=[0.2, 0.5, 2.0, 0.2], tau_syn_in=[2.0, 2.0, 10.0, 1.0], t_ref=[0.0, 0.5, 1.0, 2.0],
             gsl_error_tol=[1e-11] * 4, weight=[60.0, 60.0, 8.0, -20.0], delay=[1.0, 0.1, 1.5, 2.3])),
    # tonic spiking, phasic spiking, bursting, intrinsically bursting, low-threshold, fast spiking
    "izhikevich": (
        ["V_m", "U_m"], [], 2,
        dict(I_e=[14.0, 0.5, 15.0, 10.0, 10.0, 10.0], a=[0.02, 0.02, 0.02, 0.02, 0.02, 0.1], b=[0.2, 0.25, 0.2, 0.2, 0.25, 0.2],
             c=[-65.0, -65.0, -50.0, -55.0, -65.0, -65.0], d=[6.0, 6.0, 2.0, 4.0, 2.0, 2.0], V_m=[-65.0, -64.0, -70.0, -65.0, -65.0, -65.0],
             U_m=[-13.0, -16.0, -14.0, -13.0, -16.25, -13.0]),
        dict(I_e=[0.0, 3.0, 8.0, 4.0], c=[-65.0, -55.0, -65.0, -50.0], weight=[1.0, 4.0, 0.5, -2.0], delay=[1.0, 0.1, 1.5, 2.3])),
    "hh_psc_alpha": (
        ["V_m", "Act_m", "Inact_h", "Act_n"], ["I_syn_ex", "I_syn_in"], 4,
        dict(I_e=[0.0, 650.0, 1000.0, 2000.0, 1500.0], t_ref=[2.0, 0.5, 1.0, 0.1, 25.0], C_m=[100.0, 100.0, 90.0, 120.0, 80.0], g_Na=[12000.0, 12000.0, 11000.0, 13000.0, 12000.0],
             g_K=[3600.0, 3600.0, 3300.0, 4000.0, 3600.0], g_L=[30.0, 30.0, 40.0, 20.0, 30.0], E_Na=[50.0, 50.0, 52.0, 48.0, 50.0], E_K=[-77.0, -77.0, -75.0, -79.0, -77.0]),
        dict(I_e=[0.0, 0.0, 600.0, 300.0], tau_syn_ex=[0.2, 1.0, 2.0, 0.5], tau_syn_in=[2.0, 1.0, 5.0, 0.3], t_ref=[2.0, 0.5, 1.0, 30.0],
             weight=[500.0, 300.0, 100.0, -200.0], delay=[1.0, 0.1, 1.5, 2.3])),
}


def write(name, header, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header] + rows)
    with open(os.path.join(OUT, name + ".csv.gz"), "wb") as f:
        with gzip.GzipFile(filename="", mode="wb", fileobj=f, mtime=0, compresslevel=9) as z:
            z.write(text.getvalue().encode())


def simulate(model, recorded, cells, dt):
    """Returns the multimeters of the neurons and the spikes as (time, neuron)."""
    nest.ResetKernel()
    nest.set(resolution=dt, print_time=False)
    size = len(cells["I_e"])
    neurons = nest.Create(model, size, params={k: v for k, v in cells.items() if k not in ("weight", "delay")})
    if "weight" in cells:
        for times, weights in ((TIMES, WEIGHTS), (TIMES_2, WEIGHTS_2)):
            generator = nest.Create("spike_generator", params={"spike_times": times, "spike_weights": weights})
            for neuron, w, d in zip(neurons, cells["weight"], cells["delay"]):
                nest.Connect(generator, neuron, syn_spec={"weight": w, "delay": d})
    meters = [nest.Create("multimeter", params={"record_from": recorded, "interval": dt}) for _ in range(size)]
    for meter, neuron in zip(meters, neurons):
        nest.Connect(meter, neuron)
    recorder = nest.Create("spike_recorder")
    nest.Connect(neurons, recorder)
    nest.Simulate(100.0)
    first, e = neurons[0].global_id, recorder.events
    return [m.events for m in meters], sorted((t, s - first) for t, s in zip(e["times"], e["senders"]))


def run(name, model, recorded, every, cells):
    traces, spikes = simulate(model, recorded, cells, DT)
    rows = []
    for k, e in enumerate(traces):
        rows += [["%.1f" % e["times"][i], k] + ["%.16g" % e[r][i] for r in recorded] for i in range(0, len(e["times"]), every)]
    write(name, ["time_ms", "neuron"] + recorded, rows)
    write(name + ".spikes", ["time_ms", "neuron"], [["%.1f" % t, s] for t, s in spikes])
    write(name + ".params", ["neuron"] + list(cells), [[k] + ["%.17g" % v[k] for v in cells.values()] for k in range(len(traces))])
    print(name, [sum(1 for t in spikes if t[1] == k) for k in range(len(traces))], "spikes", os.path.getsize(os.path.join(OUT, name + ".csv.gz")), "bytes")


for model, (both, besides, every, currents, inputs) in RUNS.items():
    run(model + "_currents", model, both, every, currents)
    run(model + "_inputs", model, both + besides, every, inputs)

_, fine = simulate("aeif_cond_exp", ["V_m"], RUNS["aeif_cond_exp"][3], 0.01)
write("aeif_cond_exp_fine.spikes", ["time_ms", "neuron"], [["%.2f" % t, s] for t, s in fine])
