package spikelet_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/spikelet/spikelet"
)

// referenceCells makes the cells of a run in reference/: parameters and initial values are in its .params, and
// what it recorded is recorded.
func referenceCells(t *testing.T, model *spikelet.Model, name string, dt float64, solver spikelet.Solver) *spikelet.Network {
	t.Helper()
	cells := readTable(t, name+".params")
	spec := spikelet.PopulationSpec{
		Model: model, Shape: []int{cells.rows()}, Solver: solver,
		Parameters: map[string]spikelet.Values{}, Initial: map[string]spikelet.Values{},
	}
	for name, column := range cells {
		switch name {
		case "neuron", "weight", "delay", "gsl_error_tol":
		case "V_m", "U_m":
			spec.Initial[name] = spikelet.List(column...)
		default:
			spec.Parameters[name] = spikelet.List(column...)
		}
	}
	var variables []string
	for name := range readTable(t, name) {
		if name != "time_ms" && name != "neuron" {
			variables = append(variables, name)
		}
	}
	slices.Sort(variables)
	return network(t, spikelet.Config{TimeStep: dt}, spec, variables...)
}

// nestRun repeats a run of reference/nest/make_models.py.
func nestRun(t *testing.T, model, kind string, dt float64, solver spikelet.Solver) *spikelet.Result {
	t.Helper()
	name := "nest/" + model + "_" + kind
	net := referenceCells(t, builtin(t, model), name, dt, solver)
	if cells := readTable(t, name+".params"); cells["weight"] != nil {
		nestInputs(t, net, cells)
	}
	return run(t, net, 100)
}

// nestInputs makes the two generators of make_models.py: some of their spikes arrive in the same step with different signs.
func nestInputs(t *testing.T, net *spikelet.Network, cells table) {
	t.Helper()
	for i, g := range []spikelet.SpikeGenerator{
		{
			Times:   []float64{2, 5, 5.3, 9, 9.1, 20, 20.1, 28.5, 35, 35.4, 50, 50.2, 61.7, 70},
			Weights: []float64{1, 3, 3, -0.5, 2, 5, 5, -3, -2, 4, 6, -6, 8, -1},
		},
		{Times: []float64{5, 9.1, 28.5, 40, 61.7}, Weights: []float64{-2, 1.5, 4, 7, -3}},
	} {
		name := fmt.Sprintf("input%d", i)
		must(t, net.AddDevice(spikelet.DeviceSpec{Name: name, Model: g}), net.Connect(spikelet.ConnectionSpec{
			From: name, To: "cells", Rule: spikelet.AllToAll(),
			Synapse: spikelet.Synapse{Weight: spikelet.List(cells["weight"]...), Delay: spikelet.List(cells["delay"]...)},
		}))
	}
}

// differences are the largest ones of each variable from the reference. Every step is recorded in trace.
func differences(want table, trace spikelet.Trace) map[string]float64 {
	worst := map[string]float64{}
	for row := range want.rows() {
		sample, neuron := int(math.Round(want["time_ms"][row]/trace.Times[0]))-1, int(want["neuron"][row])
		for v, variable := range trace.Variables {
			d := math.Abs(trace.Values[v][sample*len(trace.Neurons)+neuron] - want[variable][row])
			worst[variable] = math.Max(worst[variable], d)
		}
	}
	return worst
}

// nestModels are those that do what NEST's do, and how far each variable may be from NEST's: rounding errors, which RKF45 of
// the Hodgkin-Huxley model multiplies. Synaptic currents are up to 7000 pA.
var nestModels = []struct {
	name   string
	solver spikelet.Solver
	bounds map[string]float64
}{
	{"iaf_psc_exp", spikelet.Solver{}, map[string]float64{"V_m": 1e-11, "I_syn_ex": 1e-11, "I_syn_in": 1e-11}},
	{"iaf_psc_alpha", spikelet.Solver{}, map[string]float64{"V_m": 1e-11, "I_syn_ex": 1e-10, "I_syn_in": 1e-10}},
	{"iaf_cond_exp", nestTolerance, map[string]float64{"V_m": 1e-12, "g_ex": 1e-12, "g_in": 1e-12}},
	{"izhikevich", spikelet.Solver{}, map[string]float64{"V_m": 1e-10, "U_m": 1e-12}},
	{"hh_psc_alpha", nestTolerance, map[string]float64{
		"V_m": 1e-8, "Act_m": 1e-10, "Inact_h": 1e-10, "Act_n": 1e-10, "I_syn_ex": 1e-9, "I_syn_in": 1e-9,
	}},
}

// nestTolerance is the one that NEST integrates iaf_cond_exp and hh_psc_alpha with; our default is 1e-6.
var nestTolerance = spikelet.Solver{AbsoluteTolerance: 1e-3}

func TestNESTModels(t *testing.T) {
	for _, m := range nestModels {
		for _, kind := range []string{"currents", "inputs"} {
			name := m.name + "_" + kind
			t.Run(name, func(t *testing.T) {
				result := nestRun(t, m.name, kind, 0.1, m.solver)
				for variable, d := range differences(readTable(t, "nest/"+name), result.Traces[0]) {
					t.Logf("max |difference| of %s is %.2g", variable, d)
					if !(d <= m.bounds[variable]) {
						t.Errorf("%s differs by %g from NEST's, more than %g", variable, d, m.bounds[variable])
					}
				}
				compareSpikes(t, "nest/"+name, result)
			})
		}
	}
}

// NEST's aeif_cond_exp resets V_m as soon as a substep of its integrator has reached V_peak, ours at the end of the time step
// (decision 004): both are the same until a neuron's first spike, which falls into the same step, and each interval that
// follows is longer here by less than a time step. The tolerance is small because NEST's is 1e-6·(1 + |h·dx/dt|) where ours
// is 1e-6: with either both approach the same solution.
func TestNESTAdaptiveExponential(t *testing.T) {
	for _, kind := range []string{"currents", "inputs"} {
		name := "aeif_cond_exp_" + kind
		result := nestRun(t, "aeif_cond_exp", kind, 0.1, spikelet.Solver{AbsoluteTolerance: 1e-11})
		before := beforeFirstSpikes(readTable(t, "nest/"+name), spikesByNeuron(readTable(t, "nest/"+name+".spikes")))
		for variable, d := range differences(before, result.Traces[0]) {
			t.Logf("%s: max |difference| of %s before the first spike is %.2g", name, variable, d)
			if !(d <= 1e-10) {
				t.Errorf("%s: %s differs by %g from NEST's", name, variable, d)
			}
		}
		compareLateSpikes(t, name, 0.1, result)
	}
	compareLateSpikes(t, "aeif_cond_exp_fine", 0.01, nestRun(t, "aeif_cond_exp", "currents", 0.01, spikelet.Solver{}))
}

// beforeFirstSpikes are the rows of want in which the neuron has not fired yet.
func beforeFirstSpikes(want table, spikes map[int][]float64) table {
	before := table{}
	for row := range want.rows() {
		times := spikes[int(want["neuron"][row])]
		if len(times) > 0 && want["time_ms"][row] > times[0]-0.05 {
			continue
		}
		for name, column := range want {
			before[name] = append(before[name], column[row])
		}
	}
	return before
}

func spikesByNeuron(spikes table) map[int][]float64 {
	times := map[int][]float64{}
	for i, neuron := range spikes["neuron"] {
		times[int(neuron)] = append(times[int(neuron)], spikes["time_ms"][i])
	}
	return times
}

// compareLateSpikes checks that every neuron fires as often as in NEST, the first time in the same step, the k-th time less
// than k steps late.
func compareLateSpikes(t *testing.T, name string, dt float64, result *spikelet.Result) {
	t.Helper()
	got := map[int][]float64{}
	for _, s := range result.Spikes {
		got[s.Neuron] = append(got[s.Neuron], s.Time)
	}
	want := spikesByNeuron(readTable(t, "nest/"+name+".spikes"))
	if len(got) != len(want) {
		t.Errorf("%s: %d neurons fire, in NEST %d", name, len(got), len(want))
	}
	worst := 0.0
	for neuron, times := range want {
		if len(got[neuron]) != len(times) {
			t.Errorf("%s: neuron %d fires at %v, in NEST at %v", name, neuron, got[neuron], times)
			continue
		}
		for k, time := range times {
			late := math.Round((got[neuron][k] - time) / dt)
			worst = math.Max(worst, late)
			if late < 0 || late > float64(k) {
				t.Errorf("%s: spike %d of neuron %d is %v steps later than NEST's", name, k, neuron, late)
			}
		}
	}
	t.Logf("%s: no spike is more than %v steps late", name, worst)
}
