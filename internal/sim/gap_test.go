package sim

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/gap"
)

// junctions are gap junctions of a description.
type junctions struct {
	from, to    int
	pairs       [][2]int32
	conductance []float64
}

// join draws gap junctions between the populations of d.
func (d *description) join(r *rand.Rand, kind gap.Options) {
	for range 1 + r.IntN(3) {
		j := junctions{from: r.IntN(len(d.populations)), to: r.IntN(len(d.populations))}
		a, b := d.populations[j.from], d.populations[j.to]
		for range 1 + r.IntN(2*a.Size()) {
			pair := [2]int32{int32(r.IntN(a.Size())), int32(r.IntN(b.Size()))}
			if a == b && pair[0] == pair[1] {
				continue
			}
			j.pairs = append(j.pairs, pair)
			j.conductance = append(j.conductance, 2*r.Float64()*weight(b)/100)
		}
		if len(j.pairs) > 0 {
			d.junctions = append(d.junctions, j)
		}
	}
	d.gap = kind
	d.gap.Interval = int64(r.IntN(3) * 4)
	d.gap.Tolerance, d.gap.MaxIterations = math.Pow(10, -1-4*r.Float64()), 1+r.IntN(15)
}

// TestGapJunctionsDoNotDependOnTheWork runs random networks of all built-in models with gap junctions of every kind, with every
// number of threads and size of blocks.
func TestGapJunctionsDoNotDependOnTheWork(t *testing.T) {
	kinds := []gap.Options{
		{Interpolation: gap.Dense}, {Interpolation: gap.Dense}, {Interpolation: gap.Cubic}, {Interpolation: gap.Linear},
		{Interpolation: gap.Constant}, {Method: gap.Lagged},
	}
	failures, spikes := 0, 0
	for seed := range uint64(18) {
		r := rand.New(rand.NewPCG(seed, 2))
		d := describe(t, r)
		if d.join(r, kinds[seed%uint64(len(kinds))]); len(d.junctions) == 0 {
			continue
		}
		want := d.outcome(t, 1, tuning{})
		spikes += len(want.Spikes)
		if want.Error != "" {
			failures++
		}
		for _, w := range []struct {
			threads int
			tuning  tuning
		}{{2, tuning{}}, {7, tuning{}}, {1, tuning{lanes: 64}}, {3, tuning{lanes: 64}}, {2, tuning{lanes: 128}}} {
			got := d.outcome(t, w.threads, w.tuning)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, %+v, %d threads, %+v (-one thread +got):\n%s", seed, d.gap, w.threads, w.tuning, diff)
			}
		}
	}
	if spikes < 300 || failures == 0 {
		t.Errorf("%d spikes, %d networks failed: too few to test that", spikes, failures)
	}
	t.Logf("%d spikes, %d networks failed", spikes, failures)
}

// A value that is not finite names its neuron, whose states stay those before the step.
func TestGapJunctionsAndAValueThatIsNotFinite(t *testing.T) {
	n := New(tenth, Options{Threads: 1})
	p := grown(t, "hh_psc_alpha_gap", 2, map[string][]float64{"I_e": {0, 1e300}}, nil)
	n.Add(p)
	n.SetGap(gap.Options{Tolerance: gap.DefaultTolerance, MaxIterations: gap.DefaultMaxIterations})
	ok(t, n.ConnectGap(p, p, [][2]int32{{0, 1}}, []float64{0.1}))
	err := n.Run(t.Context(), 5000, Observer{})
	numerical, isNumerical := err.(*NumericalError)
	if !isNumerical || numerical.Neuron != 1 || math.IsInf(numerical.LastFinite, 0) || math.IsNaN(numerical.LastFinite) {
		t.Fatalf("error %v", err)
	}
	values, err := p.Read(numerical.Variable)
	ok(t, err)
	if values[1] != numerical.LastFinite || math.IsNaN(values[0]) {
		t.Errorf("%s is %v, the error says it was %v", numerical.Variable, values, numerical.LastFinite)
	}
}
