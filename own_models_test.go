package spikelet_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/spikelet/spikelet"
)

// ownModels are models as users write them, for which nothing in spikelet was made, with another method and tolerance each. An
// upstroke multiplies the error of V_m by some 10⁴, and I_Na at its peak changes by 10⁴ pA/mV.
var ownModels = []struct {
	name   string
	dt, ms float64
	solver spikelet.Solver // none: that of the model
	bounds map[string]float64
}{
	{"wang_buzsaki", 0.05, 120, spikelet.Solver{}, map[string]float64{"V_m": 2e-7, "I_Na": 1e-3, "I_inh": 1e-6}},
	{"wang_buzsaki", 0.05, 120, spikelet.Solver{Method: "rkdp"}, map[string]float64{"V_m": 1e-7, "I_Na": 1e-3, "I_inh": 1e-6}},
	{"traub_miles", 0.1, 120, spikelet.Solver{AbsoluteTolerance: 1e-11}, map[string]float64{"V_m": 2e-7}},
	{"traub_miles", 0.1, 120, spikelet.Solver{Method: "ck", AbsoluteTolerance: 1e-11}, map[string]float64{"V_m": 2e-7}},
	{"adaptive_threshold", 0.1, 150, spikelet.Solver{}, map[string]float64{"V_m": 1e-11}}, // exact: its equations are linear
	{"adaptive_threshold", 0.1, 150, spikelet.Solver{Method: "rkf45", AbsoluteTolerance: 1e-11}, map[string]float64{"V_m": 1e-10}},
}

// restOfOwnModel bounds the variables that have no bound of their own: gates, nS, pA.
const restOfOwnModel = 2e-9

// The language and the solvers against scipy's, in models that use most of what a NESTML file can say.
func TestOwnModels(t *testing.T) {
	for _, m := range ownModels {
		result := ownRun(t, m.name, m.dt, m.ms, m.solver)
		for variable, d := range differences(readTable(t, "science/own_"+m.name), result.Traces[0]) {
			t.Logf("%s, %s: max |difference| of %s is %.2g", m.name, m.solver.Method, variable, d)
			bound, ok := m.bounds[variable]
			if !ok {
				bound = restOfOwnModel
			}
			if !(d <= bound) {
				t.Errorf("%s, %s: %s differs by %g from the reference", m.name, m.solver.Method, variable, d)
			}
		}
		compareSpikes(t, "science/own_"+m.name, result)
	}
}

// ownRun repeats a run of reference/science/own_models.py: a model of testdata/ with a generator for each of its ports.
func ownRun(t *testing.T, model string, dt, ms float64, solver spikelet.Solver) *spikelet.Result {
	t.Helper()
	m, err := spikelet.LoadModel(filepath.Join("testdata", model+".nestml"))
	must(t, err)
	name := "science/own_" + model
	net := referenceCells(t, m, name, dt, solver)
	inputs := readTable(t, name+".inputs")
	for i, port := range m.Ports() {
		if !port.Spike {
			continue
		}
		var g spikelet.SpikeGenerator
		for k, p := range inputs["port"] {
			if int(p) == i {
				g.Times = append(g.Times, inputs["time_ms"][k])
				g.Weights = append(g.Weights, inputs["weight"][k])
			}
		}
		weight := 1.0
		if port.Sign < 0 {
			weight = -1
		}
		must(t, net.AddDevice(spikelet.DeviceSpec{Name: "to_" + port.Name, Model: g}), net.Connect(spikelet.ConnectionSpec{
			From: "to_" + port.Name, To: "cells", Rule: spikelet.AllToAll(),
			Synapse: spikelet.Synapse{Port: port.Name, Weight: spikelet.Same(weight)},
		}))
	}
	return run(t, net, ms)
}

// A refractory time that runs down as an equation, as NESTML's own models have it, gives what a count of steps gives. NEST's
// code for such a model adds up 0.1 ms with rounding errors and is a step late for 0.5, 1 and 5 ms.
func TestRefractoryTimer(t *testing.T) {
	timer, err := spikelet.LoadModel("testdata/refractory_timer.nestml")
	must(t, err)
	refractory := spikelet.List(0, 0.1, 0.25, 0.3, 0.5, 0.7, 1, 1.1, 2, 5, 17.3)
	trains := map[string]*spikelet.Result{}
	for _, method := range []string{"exact", "rkf45", "euler", "exp_auto"} {
		for name, model := range map[string]*spikelet.Model{"timer": timer, "count": builtin(t, "iaf_psc_exp")} {
			net := network(t, spikelet.Config{TimeStep: 0.1}, spikelet.PopulationSpec{
				Model: model, Shape: []int{11}, Solver: spikelet.Solver{Method: method},
				Parameters: map[string]spikelet.Values{"t_ref": refractory, "I_e": spikelet.Same(900)},
			}, "V_m")
			must(t, net.AddDevice(spikelet.DeviceSpec{Name: "input", Model: spikelet.SpikeGenerator{
				Times: []float64{3, 11.7, 40}, Weights: []float64{2000, 3000, 1000},
			}}), net.Connect(spikelet.ConnectionSpec{From: "input", To: "cells", Rule: spikelet.AllToAll()}))
			trains[name] = run(t, net, 200)
		}
		if len(trains["count"].Spikes) < 100 || !slices.Equal(trains["timer"].Spikes, trains["count"].Spikes) {
			t.Errorf("%s: the timer gives\n%v\nthe count\n%v", method, trains["timer"].Spikes, trains["count"].Spikes)
		}
		if method != "rkf45" && !slices.Equal(trains["timer"].Traces[0].Values[0], trains["count"].Traces[0].Values[0]) {
			t.Errorf("%s: the potentials are not the same", method)
		}
	}
}
