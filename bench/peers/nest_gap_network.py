"""The gap network of examples/gap-network in NEST: python nest_gap_network.py CONDUCTANCE SEED THREADS prints JSON.

500 hh_psc_alpha_gap, 50 inhibitory inputs and, with a conductance above 0, about 60 gap junctions for each; 0.05 ms, 501 ms. NEST's default
settings of waveform relaxation: interval 1 ms, tolerance 1e-4 mV, cubic interpolation.
"""
import json
import sys
import time

import nest
import numpy

conductance, seed, threads = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
CELLS, STEP, DURATION = 500, 0.05, 501.0

nest.set_verbosity("M_ERROR")
nest.set(resolution=STEP, total_num_virtual_procs=threads, print_time=False, rng_seed=seed, use_wfr=conductance > 0)
if conductance > 0:
    nest.set(wfr_comm_interval=1.0, wfr_tol=1e-4, wfr_max_iterations=15, wfr_interpolation_order=3)
cells = nest.Create("hh_psc_alpha_gap", CELLS)
cells.V_m = nest.random.uniform(min=-80.0, max=-40.0)
noise = nest.Create("poisson_generator", params={"rate": 500.0})
nest.Connect(noise, cells, syn_spec={"weight": 300.0, "delay": 1.0})
nest.Connect(cells, cells, {"rule": "fixed_indegree", "indegree": 50, "allow_autapses": False}, {"weight": -50.0, "delay": 1.0})
if conductance > 0:
    draws = numpy.random.default_rng(seed)
    ends = numpy.repeat(numpy.arange(CELLS), 60)
    while True:  # 60 partners each: stubs of the cells, paired at random until no pair is a cell with itself or double
        draws.shuffle(ends)
        pairs = numpy.sort(ends.reshape(-1, 2), axis=1)
        for _ in range(200):
            codes = pairs[:, 0] * CELLS + pairs[:, 1]
            _, first = numpy.unique(codes, return_index=True)
            bad = numpy.ones(len(codes), bool)
            bad[first] = False
            bad |= pairs[:, 0] == pairs[:, 1]
            if not bad.any():
                break
            others = draws.choice(len(pairs), bad.sum(), replace=False)
            swap = numpy.where(bad)[0]
            pairs[swap, 1], pairs[others, 1] = pairs[others, 1].copy(), pairs[swap, 1].copy()
            pairs.sort(axis=1)
        if not bad.any():
            break
    # both directions: make_symmetric does nothing for arrays of node numbers
    identity = numpy.array(cells.tolist())
    there, back = identity[pairs[:, 0]], identity[pairs[:, 1]]
    nest.Connect(
        numpy.concatenate([there, back]), numpy.concatenate([back, there]), "one_to_one",
        {"synapse_model": "gap_junction", "weight": numpy.full(2 * len(pairs), conductance)},
    )
recorder = nest.Create("spike_recorder")
nest.Connect(cells, recorder)
nest.Prepare()
start = time.perf_counter()
nest.Run(DURATION)
seconds = time.perf_counter() - start
nest.Cleanup()
print(json.dumps({"seconds": seconds, "rate": recorder.n_events / CELLS / DURATION * 1000}))
