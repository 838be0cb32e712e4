package spikelet_test

import (
	"math"
	"slices"
	"testing"

	"github.com/spikelet/spikelet"
)

// The tests of the rows of docs/coming-from-nest.md on devices and connections. A device's effect is what the membrane
// potential of a resting cell does.

// restful is a network of one cell at rest, with I_e = 0, whose V_m and spikes are recorded.
func restful(t *testing.T, device spikelet.DeviceSpec, synapse spikelet.Synapse) *spikelet.Result {
	t.Helper()
	net := network(t, spikelet.Config{TimeStep: 0.1}, spikelet.PopulationSpec{Model: builtin(t, "hh_psc_alpha_gap"), Shape: []int{2}},
		"I_stim", "dI_syn_ex", "dI_syn_in")
	device.Name = "device"
	must(t, net.AddDevice(device), net.Connect(spikelet.ConnectionSpec{From: "device", To: "cells[1]", Synapse: synapse}))
	return run(t, net, 5)
}

// changes are the times, in steps, at which a recorded variable of cell 1 differs from the sample before.
func changes(r *spikelet.Result, variable string) []int {
	trace := r.Traces[0]
	values := trace.Values[slices.Index(trace.Variables, variable)]
	var steps []int
	for k, last := 0, 0.0; k < len(trace.Times); k++ {
		if x := values[2*k+1]; x != last {
			steps, last = append(steps, k+1), x
		}
	}
	return steps
}

// device checks when a current of cell 1 changes.
func device(d spikelet.DeviceSpec, want []int, parts ...string) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, parts...)
		if got := changes(restful(t, d, spikelet.Synapse{}), "I_stim"); !slices.Equal(got, want) {
			t.Errorf("the current changes after the steps %v, want %v", got, want)
		}
	}
}

// pulse checks with which spikes something arrives first at the excitatory and at the inhibitory port, 0 for never.
func pulse(d spikelet.SpikeGenerator, s spikelet.Synapse, excitatory, inhibitory int, parts ...string) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, parts...)
		result := restful(t, spikelet.DeviceSpec{Model: d}, s)
		for variable, want := range map[string]int{"dI_syn_ex": excitatory, "dI_syn_in": inhibitory} {
			got := changes(result, variable)
			if want == 0 != (len(got) == 0) || want > 0 && got[0] != want {
				t.Errorf("%s changes after the steps %v, first expected %d", variable, got, want)
			}
		}
	}
}

var (
	dc    = spikelet.DCGenerator{Amplitude: 200}
	steps = spikelet.StepCurrentGenerator{Times: []float64{1, 2}, Amplitudes: []float64{100, 50}}
)

var nestDevices = map[string]func(*testing.T, row){
	"spike_generator":        pulse(spikelet.SpikeGenerator{Times: []float64{1}}, spikelet.Synapse{}, 20, 0, "SpikeGenerator"),
	"spike_times":            pulse(spikelet.SpikeGenerator{Times: []float64{2, 3}}, spikelet.Synapse{}, 30, 0, "SpikeGenerator.Times"),
	"spike_weights":          pulse(spikelet.SpikeGenerator{Times: []float64{1, 2}, Weights: []float64{1, -0.5}}, spikelet.Synapse{}, 20, 30, "SpikeGenerator.Weights"),
	"dc_generator":           device(spikelet.DeviceSpec{Model: dc}, []int{1}, "DCGenerator"),
	"amplitude":              device(spikelet.DeviceSpec{Model: dc}, []int{1}, "DCGenerator.Amplitude"),
	"step_current_generator": device(spikelet.DeviceSpec{Model: steps}, []int{11, 21}, "StepCurrentGenerator"),
	"amplitude_times":        device(spikelet.DeviceSpec{Model: steps}, []int{11, 21}, "StepCurrentGenerator.Times"),
	"amplitude_values":       device(spikelet.DeviceSpec{Model: steps}, []int{11, 21}, "StepCurrentGenerator.Amplitudes"),
	"start":                  device(spikelet.DeviceSpec{Model: dc, Start: 1}, []int{11}, "DeviceSpec.Start"),
	"stop":                   device(spikelet.DeviceSpec{Model: dc, Stop: 2}, []int{1, 21}, "DeviceSpec.Stop"),
	"spike_recorder":         recordedSpikes("RecordSpec.Spikes", "result.Spikes"),
	"multimeter":             recordedTraces(0, 50, "RecordSpec.Variables", "result.Traces"),
	"voltmeter":              recordedTraces(0, 50, "RecordSpec.Variables"),
	"record_from":            recordedTraces(0, 50, "RecordSpec.Variables"),
	"interval":               recordedTraces(1, 5, "RecordSpec.Interval"),
	"senders":                recordedSpikes("result.Spikes[i].Neuron"),
	"times":                  recordedSpikes("result.Spikes[i].Time"),
	"poisson_generator":      poissonRate("PoissonGenerator"),
	"rate":                   poissonRate("PoissonGenerator.Rate"),
	"ac_generator":           currents(wave(0), 0, []float64{0, 100, 0, -100}, "ACGenerator", "ACGenerator.Amplitude"),
	"offset":                 currents(spikelet.ACGenerator{Offset: 20}, 0, []float64{20, 20}, "ACGenerator.Offset"),
	"frequency":              currents(wave(0), 0, []float64{0, 100, 0, -100}, "ACGenerator.Frequency", "NoiseGenerator.Frequency"),
	"phase":                  currents(wave(90), 0, []float64{100, 0, -100, 0}, "ACGenerator.Phase", "NoiseGenerator.Phase"),
	"noise_generator":        noiseMoments("NoiseGenerator"),
	"mean":                   currents(spikelet.NoiseGenerator{Mean: 30}, 0, []float64{30, 30}, "NoiseGenerator.Mean"),
	"std":                    noiseMoments("NoiseGenerator.Std"),
	"dt":                     device(spikelet.DeviceSpec{Model: spikelet.NoiseGenerator{Std: 50, Interval: 2}}, []int{1, 21, 41}, "NoiseGenerator.Interval", "1 ms"),
	"std_mod":                noiseModulation,
}

// wave has a quarter of its period in a time step of 0.1 ms.
func wave(phase float64) spikelet.ACGenerator {
	return spikelet.ACGenerator{Amplitude: 100, Frequency: 2500, Phase: phase}
}

// stimulus is the current that a cell gets from a device in each step.
func stimulus(t *testing.T, d spikelet.Device, cell int, duration float64) []float64 {
	t.Helper()
	net := network(t, spikelet.Config{TimeStep: 0.1}, spikelet.PopulationSpec{Model: builtin(t, "hh_psc_alpha_gap"), Shape: []int{2}}, "I_stim")
	must(t, net.AddDevice(spikelet.DeviceSpec{Name: "device", Model: d}), net.Connect(spikelet.ConnectionSpec{From: "device", To: "cells"}))
	values := run(t, net, duration).Traces[0].Values[0]
	var own []float64
	for i := cell; i < len(values); i += 2 {
		own = append(own, values[i])
	}
	return own
}

// currents checks the current in the first steps.
func currents(d spikelet.Device, cell int, want []float64, parts ...string) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, parts...)
		if got := stimulus(t, d, cell, 1)[:len(want)]; !slices.Equal(got, want) {
			t.Errorf("the current is %v, want %v", got, want)
		}
	}
}

// noiseMoments checks that the currents of two cells have the moments asked for and are not the same.
func noiseMoments(parts ...string) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, parts...)
		d := spikelet.NoiseGenerator{Mean: 30, Std: 50, Interval: 0.1}
		a, b := stimulus(t, d, 0, 100), stimulus(t, d, 1, 100)
		sum, squares := 0.0, 0.0
		for i := range a {
			sum += a[i] + b[i]
			squares += (a[i]-30)*(a[i]-30) + (b[i]-30)*(b[i]-30)
		}
		n := float64(2 * len(a))
		if math.Abs(sum/n-30) > 5 || math.Abs(math.Sqrt(squares/n)-50) > 4 || slices.Equal(a, b) {
			t.Errorf("mean %v, standard deviation %v", sum/n, math.Sqrt(squares/n))
		}
	}
}

// noiseModulation: with StdMod = Std, the variance is 0 where the sine is -1 and doubled where it is 1.
func noiseModulation(t *testing.T, r row) {
	r.says(t, "NoiseGenerator.StdMod")
	d := spikelet.NoiseGenerator{Std: 50, StdMod: 50, Frequency: 2500, Interval: 0.1}
	for i, x := range stimulus(t, d, 0, 10) {
		if i%4 == 3 != (x == 0) {
			t.Errorf("the current in step %d is %v", i, x)
		}
	}
}

// poissonRate checks that spikes arrive, and none at a rate of 0.
func poissonRate(parts ...string) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, parts...)
		result := restful(t, spikelet.DeviceSpec{Model: spikelet.PoissonGenerator{Rate: 2000}}, spikelet.Synapse{})
		if n := len(changes(result, "dI_syn_ex")); n == 0 {
			t.Error("no spike arrives")
		}
		if n := len(changes(restful(t, spikelet.DeviceSpec{Model: spikelet.PoissonGenerator{}}, spikelet.Synapse{}), "dI_syn_ex")); n != 0 {
			t.Error("spikes arrive at a rate of 0")
		}
	}
}

func recordedSpikes(parts ...string) func(*testing.T, row) {
	return shown(func(t *testing.T, net *spikelet.Network) {
		must(t, net.Population("cells").Set("I_e", spikelet.List(0, 0, 0, 0, 0, 0, 0, 800)), net.Record(spikelet.RecordSpec{From: "cells", Spikes: true}))
		result := run(t, net, 10)
		if len(result.Spikes) == 0 || result.Spikes[0].Neuron != 7 || result.Spikes[0].Time <= 0 {
			t.Errorf("spikes %v", result.Spikes)
		}
	}, parts...)
}

func recordedTraces(interval float64, samples int, parts ...string) func(*testing.T, row) {
	return shown(func(t *testing.T, net *spikelet.Network) {
		must(t, net.Record(spikelet.RecordSpec{From: "cells", Variables: []string{"V_m"}, Interval: interval}))
		if trace := run(t, net, 5).Traces[0]; len(trace.Times) != samples {
			t.Errorf("%d samples, want %d", len(trace.Times), samples)
		}
	}, parts...)
}

var nestConnections = map[string]func(*testing.T, row){
	"all_to_all":              connects(spikelet.AllToAll(), 64, "AllToAll()"),
	"one_to_one":              connects(spikelet.OneToOne(), 8, "OneToOne()"),
	"fixed_indegree":          connects(spikelet.FixedIndegree(4), 32, "FixedIndegree(4)", "indegree: 4"),
	"indegree":                connects(spikelet.FixedIndegree(4), 32, "FixedIndegree"),
	"fixed_outdegree":         connects(spikelet.FixedOutdegree(4), 32, "FixedOutdegree(4)", "outdegree: 4"),
	"outdegree":               connects(spikelet.FixedOutdegree(4), 32, "FixedOutdegree"),
	"fixed_total_number":      connects(spikelet.FixedTotalNumber(20), 20, "FixedTotalNumber(20)", "number: 20"),
	"N":                       connects(spikelet.FixedTotalNumber(20), 20, "FixedTotalNumber"),
	"pairwise_bernoulli":      connects(spikelet.PairwiseBernoulli(1), 64, "PairwiseBernoulli(1)", "probability: 1"),
	"p":                       connects(spikelet.PairwiseBernoulli(1).WithoutSelf(), 56, "PairwiseBernoulli"),
	"pairwise_poisson":        connects(spikelet.PairwisePoisson(0.5), poissonConnections, "PairwisePoisson(0.5)", "mean: 0.5"),
	"pairwise_avg_num_conns":  connects(spikelet.PairwisePoisson(0.5), poissonConnections, "PairwisePoisson"),
	"allow_autapses":          connects(spikelet.AllToAll().WithoutSelf(), 56, ".WithoutSelf()"),
	"allow_multapses":         withoutMultiple,
	"static_synapse":          pulse(spikelet.SpikeGenerator{Times: []float64{1}}, spikelet.Synapse{Model: "static"}, 20, 0, `Synapse{Model: "static"}`),
	"weight":                  pulse(spikelet.SpikeGenerator{Times: []float64{1}}, spikelet.Synapse{Weight: spikelet.Same(-2)}, 0, 20, "Synapse.Weight"),
	"delay":                   pulse(spikelet.SpikeGenerator{Times: []float64{1}}, spikelet.Synapse{Delay: spikelet.Same(2)}, 30, 0, "Synapse.Delay"),
	"receptor_type":           pulse(spikelet.SpikeGenerator{Times: []float64{1}}, spikelet.Synapse{Port: "exc_spikes"}, 20, 0, "Synapse.Port"),
	"stdp_synapse":            notYetHere,
	"gap_junction":            joins(spikelet.GapJunctions{}, `Synapse{Model: "gap_junction"`),
	"use_wfr":                 joins(spikelet.GapJunctions{Method: "lagged"}, "Config.Gap.Method"),
	"wfr_comm_interval":       joins(spikelet.GapJunctions{Interpolation: "cubic", Interval: 2}, "Config.Gap.Interval"),
	"wfr_tol":                 joins(spikelet.GapJunctions{Tolerance: 1e-6}, "Config.Gap.Tolerance"),
	"wfr_max_iterations":      joins(spikelet.GapJunctions{MaxIterations: 3}, "Config.Gap.MaxIterations"),
	"wfr_interpolation_order": joins(spikelet.GapJunctions{Interpolation: "linear"}, "Config.Gap.Interpolation"),
}

// poissonConnections is what 64 draws of mean 0.5 add up to under the seed 1: 32 is expected, its standard deviation is 5.7.
const poissonConnections = 27

func connects(rule spikelet.Rule, want int64, parts ...string) func(*testing.T, row) {
	return shown(func(t *testing.T, net *spikelet.Network) {
		if must(t, net.Connect(spikelet.ConnectionSpec{From: "cells", To: "cells", Rule: rule})); net.Connections() != want {
			t.Errorf("%d connections, want %d", net.Connections(), want)
		}
	}, parts...)
}

// joins is the test of a row about gap junctions: with the settings that it names two cells draw each other together.
func joins(settings spikelet.GapJunctions, parts ...string) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, parts...)
		p := gapPair{dt: 0.1, gap: settings, conductance: 5, parameters: injected(100, 0)}
		joined := run(t, p.network(t), 4)
		p.conductance = 0
		if apart := run(t, p.network(t), 4); !(distance(joined, 40) < distance(apart, 40)) || joined.Summary.GapJunctions != 1 {
			t.Errorf("%+v does not join cells", settings)
		}
	}
}

func withoutMultiple(t *testing.T, r row) {
	r.says(t, ".WithoutMultiple()")
	twice := spikelet.EdgeList([][2]int{{0, 1}, {0, 1}})
	connects(twice, 2)(t, r)
	if nestNetwork(t).Connect(spikelet.ConnectionSpec{From: "cells", To: "cells", Rule: twice.WithoutMultiple()}) == nil {
		t.Error("a connection is made twice")
	}
}
