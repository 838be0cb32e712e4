package spikelet_test

import (
	"encoding/json"
	"maps"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/spikelet/spikelet"
)

// naud is reference/science/adex_naud_ref.json.
type naud struct {
	Patterns map[string]struct {
		C, A, B, I float64
		GL         float64 `json:"g_L"`
		EL         float64 `json:"E_L"`
		TauW       float64 `json:"tau_w"`
		VR         float64 `json:"V_r"`
		Spikes     []float64
	}
}

// Naud et al. (2008), doi:10.1007/s00422-008-0264-7: the eight firing patterns of the adaptive exponential neuron, against an
// integration with event detection.
//
// A reset on the grid comes half a step late on average, and the irregular pattern is chaotic: it multiplies that delay by
// thousands. V_peak is therefore put where the upstroke, V' = (g_L·Delta_T/C_m)·exp((V-V_th)/Delta_T), is half a step from
// infinity, so that resets come neither early nor late on average.
func TestNaudPatterns(t *testing.T) {
	const dt, vth, deltaT = 0.0005, -50, 2
	data, err := os.ReadFile("reference/science/adex_naud_ref.json")
	must(t, err)
	var reference naud
	must(t, json.Unmarshal(data, &reference))
	names := slices.Sorted(maps.Keys(reference.Patterns))
	columns := map[string][]float64{}
	for _, name := range names {
		p := reference.Patterns[name]
		for parameter, x := range map[string]float64{
			"C_m": p.C, "g_L": p.GL, "E_L": p.EL, "a": p.A, "tau_w": p.TauW, "b": p.B, "V_reset": p.VR, "I_e": p.I,
			"V_peak": vth + deltaT*math.Log(2*p.C/(p.GL*dt)),
		} {
			columns[parameter] = append(columns[parameter], x)
		}
	}
	values := map[string]spikelet.Values{"V_th": spikelet.Same(vth), "Delta_T": spikelet.Same(deltaT)}
	for parameter, xs := range columns {
		values[parameter] = spikelet.List(xs...)
	}
	result := run(t, network(t, spikelet.Config{TimeStep: dt}, spikelet.PopulationSpec{
		Model: builtin(t, "aeif_cond_exp"), Shape: []int{len(names)}, Solver: spikelet.Solver{Method: "rk4"}, Parameters: values,
	}), 600)
	for i, name := range names {
		var times []float64
		for _, s := range result.Spikes {
			if s.Neuron == i {
				times = append(times, s.Time)
			}
		}
		comparePattern(t, name, times, reference.Patterns[name].Spikes)
	}
}

func comparePattern(t *testing.T, name string, times, reference []float64) {
	t.Helper()
	if len(times) != len(reference) {
		t.Errorf("%s: %d spikes, reference %d", name, len(times), len(reference))
		return
	}
	if name == "irregular spiking" { // chaotic
		times, reference = times[:10], reference[:10]
	}
	worst := 0.0
	for i := range times {
		worst = math.Max(worst, math.Abs(times[i]-reference[i]))
	}
	t.Logf("%s: largest difference %.4f ms", name, worst)
	if !(worst <= 0.05) {
		t.Errorf("%s: a spike is %.3f ms from the reference", name, worst)
	}
}
