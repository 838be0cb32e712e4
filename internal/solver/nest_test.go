package solver_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/spikelet/spikelet/internal/solver"
)

var restingState = map[string]float64{ // NEST's first sample without a current
	"V": -69.60401191631222, "m": 0.019198766985083732, "h": 0.86846204129439897,
	"n": 0.00057415762283597675, "p": 0.00025113182271506321,
}

// TestAgainstNEST holds RKF45 and its step control against NEST 3.10: eight constant currents, 100 ms, 0.1 ms steps. The
// states and the tolerance of 1e-6 make NEST's own trajectory reproducible to rounding; |dV| <= 1e-8 mV is the bar.
func TestAgainstNEST(t *testing.T) {
	currents := []float64{0, 50, 100, 200, 400, 700, 1000, 1500}
	p := build(t, hodgkinHuxley(), solver.Options{Method: "rkf45", Dt: 0.1}, len(currents), nil)
	copy(p.column("I_e"), currents)
	for name, x := range restingState {
		p.fill(name, x)
	}
	names := map[string]string{"V": "V_m", "m": "Act_m", "h": "Inact_h", "n": "Act_n", "p": "Inact_p"}
	at := map[int]map[string]string{}
	for _, row := range table(t, "nest/hh_dc_steps.csv.gz") {
		neuron, _ := strconv.Atoi(row["neuron"])
		step := int(math.Round(number(t, row["time_ms"]) / 0.1))
		at[step*len(currents)+neuron] = row
	}
	worst, attempts := map[string]float64{}, int64(0)
	for step := 1; step <= 1000; step++ {
		stats := p.step()
		attempts += stats.Attempts
		if stats.Failed > 0 {
			t.Fatalf("step %d: %d failed", step, stats.Failed)
		}
		for i := range currents {
			row, ok := at[step*len(currents)+i]
			if !ok {
				continue
			}
			for ours, theirs := range names {
				worst[ours] = max(worst[ours], math.Abs(p.column(ours)[i]-number(t, row[theirs])))
			}
		}
	}
	t.Logf("largest differences %v, %.2f attempts per step", worst, float64(attempts)/8000)
	for name, d := range worst {
		bar := 1e-10
		if name == "V" {
			bar = 1e-8
		}
		if d > bar {
			t.Errorf("%s differs by %g, more than %g", name, d, bar)
		}
	}
}

// BenchmarkHodgkinHuxley integrates 512 cells at 100 to 1122 pA with RKF45.
func BenchmarkHodgkinHuxley(b *testing.B) {
	const n = 512
	p := build(b, hodgkinHuxley(), solver.Options{Method: "rkf45", Dt: 0.05}, n, nil)
	for i, column := 0, p.column("I_e"); i < n; i++ {
		column[i] = 100 + 2*float64(i)
	}
	for name, x := range restingState {
		p.fill(name, x)
	}
	var attempts int64
	steps := 0
	for b.Loop() {
		attempts += p.step().Attempts
		steps++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(attempts), "ns/attempt")
	b.ReportMetric(float64(attempts)/float64(steps*n), "attempts/neuron-step")
}
