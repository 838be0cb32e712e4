package spikelet_test

import (
	"testing"

	"github.com/spikelet/spikelet"
)

// A port that no connection leads to is compiled away. That must not show: a network gives the same digest with connections
// that carry nothing, and one that is connected after a run hears from then on.
func TestSilentPorts(t *testing.T) {
	for _, name := range spikelet.BuiltinModels() {
		t.Run(name, func(t *testing.T) {
			unconnected, connected, later := silent(t, name), silent(t, name), silent(t, name)
			feed(t, connected, 0)
			var digests []string
			for _, n := range []*spikelet.Network{unconnected, connected} {
				digests = append(digests, run(t, n, 20).Summary.Digest)
			}
			if digests[0] != digests[1] {
				t.Errorf("a connection without effect changes the digest: %v", digests)
			}
			run(t, later, 20)
			feed(t, later, 50)
			if got := run(t, later, 20).Summary.Digest; got == run(t, unconnected, 20).Summary.Digest {
				t.Error("a connection made after a run has no effect")
			}
		})
	}
}

func silent(t *testing.T, model string) *spikelet.Network {
	return network(t, spikelet.Config{TimeStep: 0.1}, spikelet.PopulationSpec{Model: builtin(t, model), Shape: []int{5}})
}

// feed connects spikes and a current of that strength.
func feed(t *testing.T, n *spikelet.Network, strength float64) {
	must(t,
		n.AddDevice(spikelet.DeviceSpec{Name: "pulses", Model: spikelet.SpikeGenerator{Times: []float64{5, 25, 26, 27}}}),
		n.AddDevice(spikelet.DeviceSpec{Name: "current", Model: spikelet.DCGenerator{Amplitude: strength}}),
		n.Connect(spikelet.ConnectionSpec{
			From: "pulses", To: "cells", Rule: spikelet.AllToAll(), Synapse: spikelet.Synapse{Weight: spikelet.Same(strength)},
		}),
		n.Connect(spikelet.ConnectionSpec{
			From: "current", To: "cells", Rule: spikelet.AllToAll(), Synapse: spikelet.Synapse{Model: "current"},
		}))
}
