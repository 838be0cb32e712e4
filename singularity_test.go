package spikelet_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet"
)

// At V = 75.5, -51.25, -44 and 95 mV a rate of hh_psc_alpha_gap is 0/0 as written in the literature. It is its limit here,
// and no jump to either side; NEST gives NaN.
func TestRemovableSingularities(t *testing.T) {
	for _, c := range []struct {
		gate  string
		v     float64
		limit func(v float64) float64 // of alpha/(alpha+beta)
	}{
		{"m", 75.5, func(v float64) float64 { return 540 / (540 + 1.2262*math.Exp(-v/42.248)) }},
		{"h", -51.25, func(v float64) float64 {
			alpha := 0.0035 * math.Exp(-v/24.186)
			return alpha / (alpha + 0.0884)
		}},
		{"n", -44, func(float64) float64 { return 0.0322 / (0.0322 + 0.0043) }},
		{"p", 95, func(v float64) float64 { return 11.8 / (11.8 + 0.025*math.Exp(-v/22.222)) }},
	} {
		net, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1})
		must(t, err)
		cells, err := net.AddPopulation(spikelet.PopulationSpec{
			Name: "cells", Model: builtin(t, "hh_psc_alpha_gap"), Shape: []int{3},
			Initial: map[string]spikelet.Values{"V": spikelet.List(c.v-1e-9, c.v, c.v+1e-9)},
		})
		must(t, err)
		gate, err := cells.Get(c.gate)
		must(t, err)
		for i, x := range gate {
			if want := c.limit(c.v); math.Abs(x-want) > 1e-9*want {
				t.Errorf("%s at %v mV (neuron %d) is %v, the limit %v", c.gate, c.v, i, x, want)
			}
		}
		run(t, net, 1)
		if v, _ := cells.Get("V"); math.Abs(v[0]-v[1]) > 1e-6 || math.Abs(v[2]-v[1]) > 1e-6 || math.IsNaN(v[1]) {
			t.Errorf("from %v mV and 1e-9 mV to its sides V goes to %v", c.v, v)
		}
	}
}
