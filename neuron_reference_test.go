package spikelet_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

// parsed are built-in models that were read once for all tests; they do not change.
var parsed = map[string]*spikelet.Model{}

// makeNeurons makes neurons, or fails the test.
func makeNeurons(t testing.TB, spec spikelet.NeuronsSpec) *spikelet.Neurons {
	t.Helper()
	if name := spec.Builtin; name != "" {
		if parsed[name] == nil {
			m, err := spikelet.BuiltinModel(name)
			if err != nil {
				t.Fatal(err)
			}
			parsed[name] = m
		}
		spec.Builtin, spec.Model = "", parsed[name]
	}
	n, err := spikelet.NewNeurons(spec)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// stepped makes a Result of a loop of updates: update does step k and returns the spike signal.
func stepped(t *testing.T, n *spikelet.Neurons, steps int, variables []string, update func(k int) ([]float64, error)) *spikelet.Result {
	t.Helper()
	trace := spikelet.Trace{Population: n.Name(), Variables: variables, Values: make([][]float64, len(variables))}
	for i := range n.Size() {
		trace.Neurons = append(trace.Neurons, i)
	}
	result := &spikelet.Result{}
	for k := range steps {
		signal, err := update(k)
		must(t, err)
		for i, s := range signal {
			if s > 0 {
				result.Spikes = append(result.Spikes, spikelet.Spike{Population: n.Name(), Neuron: i, Time: n.Time()})
			}
		}
		for i, name := range variables {
			values, err := n.Get(name)
			must(t, err)
			trace.Values[i] = append(trace.Values[i], values...)
		}
		trace.Times = append(trace.Times, n.Time())
	}
	result.Traces = []spikelet.Trace{trace}
	return result
}

func TestUpdateAgreesWithNESTCurrents(t *testing.T) {
	n := makeNeurons(t, spikelet.NeuronsSpec{
		Builtin: "hh_psc_alpha_gap", Shape: []int{8},
		Parameters: map[string]spikelet.Values{"I_e": spikelet.List(0, 50, 100, 200, 400, 700, 1000, 1500)},
	})
	compareWithNEST(t, "hh_dc_steps", stepped(t, n, 1000, recorded(), func(int) ([]float64, error) { return n.Update() }))
}

// The spikes of TestNESTSpikeInputs, as a delta input that knows what arrives when.
func TestUpdateAgreesWithNESTSpikeInputs(t *testing.T) {
	n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{3}})
	arrivals := map[int64][]float64{} // by the step that ends when they arrive
	times, weights := []float64{2, 5, 5.3, 9, 20, 20.1, 35}, []float64{300, 900, 900, -200, 2000, 2000, -800}
	for cell, c := range []struct{ weight, delay float64 }{{1, 1}, {0.5, 1.5}, {2, 0.1}} {
		for i, s := range times {
			step := int64(math.Round((s+c.delay)/0.1)) - 1
			if arrivals[step] == nil {
				arrivals[step] = make([]float64, 3)
			}
			arrivals[step][cell] = c.weight * weights[i]
		}
	}
	must(t, n.AddDeltaInput("pulses", func(w []float64) { copy(w, arrivals[n.Steps()]) }))
	compareWithNEST(t, "hh_spike_inputs", stepped(t, n, 600, recorded(), func(int) ([]float64, error) { return n.Update() }))
}

// adexNeuron is one AdExIF cell at -65 mV; at V_th -55 mV no method blows up.
func adexNeuron(t testing.TB, method string, vth float64) *spikelet.Neurons {
	return makeNeurons(t, spikelet.NeuronsSpec{
		Builtin: "AdExIF", Shape: []int{1}, Solver: spikelet.Solver{Method: method, FixedStep: true},
		Parameters: map[string]spikelet.Values{"V_th": spikelet.Same(vth)},
		Initial:    map[string]spikelet.Values{"V": spikelet.Same(-65)},
	})
}

// BrainPy's own loop: input += 65, then update(t, dt), which clears it.
func TestUpdateAtAgreesWithBrainPy(t *testing.T) {
	for _, c := range []struct {
		tag     string
		vth     float64
		methods []string
	}{
		{"single_I65_V0m65_Vthm55", -55, brainpyMethods},
		{"single_I65_V0m65", -30, []string{"exp_auto", "euler", "rk2"}},
	} {
		for _, method := range c.methods {
			t.Run(c.tag+"_"+method, func(t *testing.T) {
				updateLikeBrainPy(t, c.tag, method, c.vth)
			})
		}
	}
}

func updateLikeBrainPy(t *testing.T, tag, method string, vth float64) {
	t.Helper()
	want := readTable(t, "brainpy/"+tag+"_"+method)
	n := adexNeuron(t, method, vth)
	result := stepped(t, n, 3000, []string{"V", "w"}, func(k int) ([]float64, error) {
		must(t, n.AddInput(65))
		return n.UpdateAt(want["t"][k], 0.1)
	})
	compareWithBrainPy(t, want, want["spike"], result, brainpyBound(method, vth))
}

func TestUpdateAgreesWithBrainPyTenCells(t *testing.T) {
	params := readTable(t, "brainpy/hetero10_params")
	values := map[string]spikelet.Values{"V_th": spikelet.Same(-55)}
	for name, column := range params {
		if name != "neuron" {
			values[name] = spikelet.List(column...)
		}
	}
	for _, method := range []string{"exp_auto", "euler", "rk2"} {
		want := readTable(t, "brainpy/hetero10_ramp_Vthm55_"+method)
		n := makeNeurons(t, spikelet.NeuronsSpec{
			Builtin: "AdExIF", Shape: []int{10}, Solver: spikelet.Solver{Method: method, FixedStep: true}, Parameters: values,
			Initial: map[string]spikelet.Values{"V": spikelet.Same(-65)},
		})
		result := stepped(t, n, len(want["I"]), []string{"V", "w"}, func(k int) ([]float64, error) { return n.Update(want["I"][k]) })
		compareTenCells(t, want, result, brainpyBound(method, -55))
	}
}

// Stepping by hand and running a network are one path: the same bits, with currents, spikes and heterogeneous neurons.
func TestUpdateGivesTheBitsOfANetwork(t *testing.T) {
	for _, name := range spikelet.BuiltinModels() {
		model := builtin(t, name)
		drive := 300.0
		if name == "AdExIF" || name == "izhikevich" {
			drive = 20
		}
		net := network(t, spikelet.Config{TimeStep: 0.1, OnError: spikelet.Ignore}, spikelet.PopulationSpec{Model: model, Shape: []int{3}}, "V_m")
		must(t,
			net.AddDevice(spikelet.DeviceSpec{Name: "drive", Model: spikelet.DCGenerator{Amplitude: drive}}),
			net.AddDevice(spikelet.DeviceSpec{Name: "pulses", Model: spikelet.SpikeGenerator{Times: []float64{3, 6}, Weights: []float64{10, -5}}}),
			net.Connect(spikelet.ConnectionSpec{From: "drive", To: "cells"}),
			net.Connect(spikelet.ConnectionSpec{From: "pulses", To: "cells"}))
		want := run(t, net, 30)
		n := makeNeurons(t, spikelet.NeuronsSpec{Name: "cells", Model: model, Shape: []int{3}, OnError: spikelet.Ignore})
		must(t, n.AddDeltaInput("pulses", func(w []float64) {
			for i := range w {
				w[i] = map[int64]float64{39: 10, 69: -5}[n.Steps()]
			}
		}))
		got := stepped(t, n, 300, []string{"V_m"}, func(int) ([]float64, error) { return n.Update(drive) })
		if diff := cmp.Diff(want.Traces[0].Values, got.Traces[0].Values); diff != "" {
			t.Errorf("%s differs (-network +update):\n%.1000s", name, diff)
		}
		if diff := cmp.Diff(want.Spikes, got.Spikes); diff != "" {
			t.Errorf("spikes of %s differ (-network +update):\n%.1000s", name, diff)
		}
	}
}
