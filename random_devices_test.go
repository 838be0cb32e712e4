package spikelet_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/spikelet/spikelet"
)

// noisy is a network of neurons with a device of each random kind, and with more of them before and after.
func noisy(t *testing.T, config spikelet.Config, more bool) *spikelet.Network {
	t.Helper()
	config.TimeStep = 0.1
	net, err := spikelet.NewNetwork(config)
	must(t, err)
	_, err = net.AddPopulation(spikelet.PopulationSpec{Name: "cells", Model: builtin(t, "iaf_psc_exp"), Shape: []int{3000}})
	must(t, err)
	add := func(name string, d spikelet.Device, s spikelet.Synapse, to string) {
		must(t, net.AddDevice(spikelet.DeviceSpec{Name: name, Model: d, Start: 1}), net.Connect(spikelet.ConnectionSpec{From: name, To: to, Synapse: s}))
	}
	if more {
		_, err = net.AddPopulation(spikelet.PopulationSpec{Name: "others", Model: builtin(t, "iaf_psc_exp"), Shape: []int{2}})
		must(t, err)
		add("first", spikelet.PoissonGenerator{Rate: 500}, spikelet.Synapse{Weight: spikelet.Same(100)}, "others")
	}
	add("drive", spikelet.PoissonGenerator{Rate: 8000}, spikelet.Synapse{Weight: spikelet.Same(40), Delay: spikelet.Linspace(0.1, 4)}, "cells")
	add("noise", spikelet.NoiseGenerator{Mean: 200, Std: 100}, spikelet.Synapse{}, "cells")
	add("wave", spikelet.ACGenerator{Amplitude: 50, Frequency: 100}, spikelet.Synapse{}, "cells")
	if more {
		add("last", spikelet.PoissonGenerator{Rate: 500}, spikelet.Synapse{Weight: spikelet.Same(100)}, "others")
		must(t, net.Record(spikelet.RecordSpec{From: "cells", Variables: []string{"V_m"}, Interval: 1}))
	}
	must(t, net.Record(spikelet.RecordSpec{From: "cells", Spikes: true}))
	return net
}

// TestRandomDevicesAreTheSame for any number of threads, executor and division into runs.
func TestRandomDevicesAreTheSame(t *testing.T) {
	want := ""
	for _, config := range []spikelet.Config{
		{Threads: 1}, {Threads: 2}, {Threads: 3}, {Threads: 7}, {Threads: 1, Executor: "portable"}, {Threads: 3, Executor: "portable"},
	} {
		for _, parts := range []int{1, 7} {
			net := noisy(t, config, false)
			var result *spikelet.Result
			for range parts {
				result = run(t, net, 42/float64(parts))
			}
			if want == "" {
				want = result.Summary.Digest
				if len(result.Spikes) < 1000 {
					t.Errorf("only %d spikes", len(result.Spikes))
				}
			}
			if result.Summary.Digest != want {
				t.Errorf("%+v, %d runs: another digest", config, parts)
			}
		}
	}
	if run(t, noisy(t, spikelet.Config{Seed: 2}, false), 42).Summary.Digest == want {
		t.Error("another seed gives the same digest")
	}
}

// TestRandomDevicesDoNotSeeEachOther: what else is in the network, or is recorded, does not change what a device sends.
func TestRandomDevicesDoNotSeeEachOther(t *testing.T) {
	alone, among := run(t, noisy(t, spikelet.Config{}, false), 20), run(t, noisy(t, spikelet.Config{}, true), 20)
	if len(alone.Spikes) == 0 || !slices.Equal(alone.Spikes, among.Spikes) {
		t.Errorf("%d spikes alone, %d among others", len(alone.Spikes), len(among.Spikes))
	}
}

// TestConnectionsHaveTheirOwnSpikes: a neuron that is connected twice gets twice as many, of which few come together.
func TestConnectionsHaveTheirOwnSpikes(t *testing.T) {
	net := network(t, spikelet.Config{TimeStep: 0.1}, spikelet.PopulationSpec{Model: builtin(t, "hh_psc_alpha_gap"), Shape: []int{1}}, "dI_syn_ex")
	must(t, net.AddDevice(spikelet.DeviceSpec{Name: "drive", Model: spikelet.PoissonGenerator{Rate: 100}}))
	for range 2 {
		must(t, net.Connect(spikelet.ConnectionSpec{From: "drive", To: "cells", Synapse: spikelet.Synapse{Weight: spikelet.Same(1e-9)}}))
	}
	arrivals, last := 0, 0.0
	for _, x := range run(t, net, 10_000).Traces[0].Values[0] {
		if x > last {
			arrivals++
		}
		last = x
	}
	if math.Abs(float64(arrivals)-1990) > 5*math.Sqrt(1990) {
		t.Errorf("%d steps in which spikes arrive, expected 1990", arrivals)
	}
}

func TestADeviceWithoutTargetsIsNoted(t *testing.T) {
	net := noisy(t, spikelet.Config{}, false)
	for _, note := range net.Notes() {
		if strings.Contains(note, "connected to nothing") {
			t.Error(note)
		}
	}
	must(t, net.AddDevice(spikelet.DeviceSpec{Name: "idle", Model: spikelet.PoissonGenerator{Rate: 1}}))
	if notes := net.Notes(); !slices.Contains(notes, "device idle is connected to nothing") {
		t.Errorf("notes %q", notes)
	}
}

func TestWrongRandomDevices(t *testing.T) {
	net := noisy(t, spikelet.Config{}, false)
	for want, d := range map[string]spikelet.Device{
		"device x: parameters.rate: the rate is negative: -1 Hz":                                                 spikelet.PoissonGenerator{Rate: -1},
		"device x: parameters.frequency: the frequency is negative: -1 Hz":                                       spikelet.ACGenerator{Frequency: -1},
		"device x: parameters.dt: the time between changes, 0.25 ms, is no whole number of time steps of 0.1 ms": spikelet.NoiseGenerator{Interval: 0.25},
		"device x: parameters.std_mod: the modulation (2) is above std (1): the variance would be negative":      spikelet.NoiseGenerator{Std: 1, StdMod: 2},
	} {
		if err := net.AddDevice(spikelet.DeviceSpec{Name: "x", Model: d}); fmt.Sprint(err) != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	for _, from := range []string{"noise", "wave"} {
		err := net.Connect(spikelet.ConnectionSpec{From: from, To: "cells", Synapse: spikelet.Synapse{Model: "static"}})
		if err == nil {
			t.Errorf("%s sends spikes", from)
		}
	}
	if net.Connect(spikelet.ConnectionSpec{From: "drive", To: "cells", Synapse: spikelet.Synapse{Model: "current"}}) == nil {
		t.Error("drive is a current")
	}
}
