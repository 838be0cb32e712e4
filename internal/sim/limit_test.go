package sim

import (
	"cmp"
	"context"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/gap"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
)

// shortSpan is over how many steps rates are averaged in random networks, whose runs are short.
const shortSpan = 7

// checkRates is the guard from the list of all spikes.
func (l *plain) checkRates() error {
	if l.rateLimit == 0 || l.outcome.Step%shortSpan != 0 {
		return nil
	}
	e := &RateLimitError{Limit: l.rateLimit, Time: tenth.Time(l.outcome.Step), Span: tenth.Time(shortSpan)}
	for _, p := range l.populations {
		count := 0
		for _, s := range l.outcome.Spikes {
			if s.Name == p.Name() && s.Step > l.outcome.Step-shortSpan {
				count++
			}
		}
		e.Populations = append(e.Populations, PopulationRate{p.Name(), float64(count*1000) / (float64(p.Size()) * tenth.Time(shortSpan))})
	}
	slices.SortStableFunc(e.Populations, func(a, b PopulationRate) int { return cmp.Compare(b.Rate, a.Rate) })
	e.Population, e.Rate = e.Populations[0].Population, e.Populations[0].Rate
	if e.Rate <= l.rateLimit {
		return nil
	}
	counts := map[int]int64{}
	for _, s := range l.outcome.Spikes {
		if s.Name == e.Population && s.Step > l.outcome.Step-shortSpan {
			counts[int(s.Neuron)]++
		}
	}
	for neuron, count := range counts {
		e.Neurons = append(e.Neurons, NeuronSpikes{neuron, count})
	}
	slices.SortFunc(e.Neurons, func(a, b NeuronSpikes) int {
		return cmp.Or(cmp.Compare(b.Spikes, a.Spikes), cmp.Compare(a.Neuron, b.Neuron))
	})
	return e
}

// firing is two populations, in steps of 1 ms, whose neurons fire at given times.
func firing(t *testing.T, limit float64) *Network {
	t.Helper()
	n := New(ms, Options{Threads: 2, RateLimit: limit, RateSpan: 10})
	calm, busy := counters(t, "calm", 1, 0), counters(t, "busy", 3, 1)
	n.Add(calm)
	n.Add(busy)
	errs := &invalid.List{}
	spike := func(table *connect.Table, times ...float64) {
		_, err := n.ConnectSpikes(device.NewSpikes(times, nil, always, ms, errs), busy, table, "")
		ok(t, err)
	}
	spike(table(1, 1, []int32{0}), 11, 14, 18, 19) // fires 1 ms later: 4 times until 20 ms
	spike(table(1, 1, []int32{2}), 1, 9, 10, 12, 13, 14, 15, 16, 20)
	_, err := n.ConnectSpikes(device.NewSpikes([]float64{11}, nil, always, ms, errs), calm, table(1, 1, []int32{0}), "")
	ok(t, err, errs.Err())
	return n
}

// TestRatesAboveTheLimit: busy has 2 spikes in the first 10 ms and 4 + 6 in the second, where calm has one.
func TestRatesAboveTheLimit(t *testing.T) {
	const rate = 10 * 1000 / (3 * 10.0)
	n := firing(t, 300)
	told := int64(0)
	err := n.Run(context.Background(), 100, Observer{Observe: func(step int64) error { told = step; return nil }})
	want := &RateLimitError{
		Population: "busy", Rate: rate, Limit: 300, Time: 20, Span: 10, Neurons: []NeuronSpikes{{2, 6}, {0, 4}},
		Populations: []PopulationRate{{"busy", rate}, {"calm", 100}},
	}
	if diff := gocmp.Diff(error(want), err); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if told != 20 || n.Step() != 20 {
		t.Errorf("the run ended at %d, the observer was told of %d", n.Step(), told)
	}
	const text = "population busy fired at 333.333 Hz in the 10 ms until 20 ms, more than the limit of 300 Hz; " +
		"most active: neuron 2 with 6 spikes, neuron 0 with 4 spikes"
	if err.Error() != text {
		t.Error(err)
	}
	if err := n.Run(context.Background(), 80, Observer{}); err != nil || n.Step() != 100 {
		t.Errorf("it does not go on: %v", err)
	}
	ok(t, firing(t, rate).Run(context.Background(), 100, Observer{}), firing(t, 0).Run(context.Background(), 100, Observer{}))
}

// TestSpansDoNotDependOnRuns: runs of other lengths than a span count the same spikes.
func TestSpansDoNotDependOnRuns(t *testing.T) {
	for _, steps := range []int64{1, 3, 7, 10, 19} {
		n := firing(t, 300)
		var err error
		for err == nil && n.Step() < 100 {
			err = n.Run(context.Background(), steps, Observer{})
		}
		if err == nil || n.Step() != 20 {
			t.Errorf("runs of %d steps: %v at %d", steps, err, n.Step())
		}
	}
}

// TestSpans: a span is 10 ms on the grid, and whole intervals of gap junctions.
func TestSpans(t *testing.T) {
	for _, test := range []struct {
		dt, interval float64
		span         int64
	}{{0.1, 0, 100}, {0.125, 0, 80}, {0.3, 0, 33}, {64, 0, 1}, {0.1, 1, 100}, {0.1, 1.5, 105}, {1, 12, 12}} {
		g := grid.Grid{Dt: test.dt}
		n := New(g, Options{Threads: 1, RateLimit: 1, RateSpan: 10})
		if test.interval > 0 {
			n.SetGap(gap.Options{Interpolation: gap.Cubic, Interval: g.Nearest(test.interval)})
			n.gaps.junctions = make([]junction, 1)
		}
		if n.guard(); n.span != test.span {
			t.Errorf("steps of %v ms, intervals of %v ms: a span of %d steps, want %d", test.dt, test.interval, n.span, test.span)
		}
	}
}
