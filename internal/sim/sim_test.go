package sim

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/modeltest"
	"github.com/spikelet/spikelet/internal/population"
)

// counter adds up what arrives and fires when the sum reaches 1; its current input is added to x in every step.
const counter = `
model counter:
    state:
        x real = 0
        total real = 0
    parameters:
        leak 1/ms = 0 / ms
    equations:
        x' = -leak * x
    input:
        spikes <- spike
        I real <- continuous
    output:
        spike
    update:
        integrate_odes()
        x += I
    onReceive(spikes):
        x += spikes * 1 s
        total += spikes * 1 s
    onCondition(x >= 1):
        x = 0
        emit_spike()
`

var (
	ms     = grid.Grid{Dt: 1}
	always = device.Window{Stop: math.MaxInt64}
)

func counters(t testing.TB, name string, n int, first int64) *population.Population {
	t.Helper()
	p, err := population.New(population.Spec{
		Name: name, Model: modeltest.Parse(t, counter), Shape: []int{n}, Grid: ms, Seed: 1, First: first,
		Solver: population.Solver{Method: "euler"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// table connects source s to targets[s] with one weight and a delay in ms.
func table(weight, delay float64, targets ...[]int32) *connect.Table {
	t := &connect.Table{Offsets: []int32{0}, Weights: []float64{weight}, Delays: []float64{delay}}
	for _, row := range targets {
		t.Targets = append(t.Targets, row...)
		t.Offsets = append(t.Offsets, int32(len(t.Targets)))
	}
	return t
}

func ok(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

type spike struct {
	Step   int64
	Name   string
	Neuron int32
}

// spikes runs the network and returns who fired when.
func spikes(t *testing.T, n *Network, steps int64) []spike {
	t.Helper()
	var all []spike
	ok(t, n.Run(context.Background(), steps, Observer{Observe: func(step int64) error {
		for _, m := range n.members {
			for _, neuron := range m.Spiked() {
				all = append(all, spike{step, m.Name(), neuron})
			}
		}
		return nil
	}}))
	return all
}

func TestASpikeArrivesAfterItsDelay(t *testing.T) {
	n := New(ms, Options{Threads: 2})
	a, b := counters(t, "a", 2, 0), counters(t, "b", 1, 2)
	n.Add(a)
	n.Add(b)
	errs := &invalid.List{}
	generator := device.NewSpikes([]float64{3, 7}, nil, always, ms, errs)
	_, err1 := n.ConnectSpikes(generator, a, table(1, 2, []int32{1}), "")
	_, err2 := n.ConnectNeurons(a, b, table(1, 5, nil, []int32{0}), "")
	_, err3 := n.ConnectNeurons(b, a, table(1, 1, []int32{0}), "")
	ok(t, errs.Err(), err1, err2, err3)
	if n.minDelay != 1 || n.Connections() != 3 {
		t.Errorf("minimal delay %d, %d connections", n.minDelay, n.Connections())
	}
	want := []spike{{5, "a", 1}, {9, "a", 1}, {10, "b", 0}, {11, "a", 0}, {14, "b", 0}, {15, "a", 0}}
	if diff := cmp.Diff(want, spikes(t, n, 20)); diff != "" {
		t.Errorf("spikes (-want +got):\n%s", diff)
	}
	if c := n.Counts(a); c.Spikes != 4 || c.Attempts != 40 {
		t.Errorf("counts of a: %+v", c)
	}
}

func TestACurrentActsInTheStepThatBegins(t *testing.T) {
	n := New(ms, Options{Threads: 2})
	p := counters(t, "p", 2, 0)
	n.Add(p)
	errs := &invalid.List{}
	current := device.NewStepCurrent([]float64{2, 4}, []float64{0.25, 0}, always, ms, errs)
	_, err1 := n.ConnectCurrent(current, p, table(1, 0, []int32{0}), "")
	_, err2 := n.ConnectCurrent(current, p, table(2, 3, []int32{1}), "I")
	ok(t, errs.Err(), err1, err2)
	sampler, err := p.NewSampler([]int32{0, 1}, []string{"x"}, 1)
	ok(t, err)
	var got [][]float64
	ok(t, n.Run(context.Background(), 8, Observer{[]*population.Sampler{sampler}, func(k int64) error {
		got = append(got, make([]float64, 2))
		sampler.Read(k, got[k-1:])
		return nil
	}}))
	want := [][]float64{{0, 0}, {0, 0}, {0.25, 0}, {0.5, 0}, {0.5, 0}, {0.5, 0.5}, {0.5, 0}, {0.5, 0}} // the second fires at 7
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("x after each step (-want +got):\n%s", diff)
	}
}

// TestSumsHaveOneOrder lets spikes of many sources arrive together, with weights whose sum depends on the order.
func TestSumsHaveOneOrder(t *testing.T) {
	n := New(ms, Options{Threads: 2})
	a, b, target := counters(t, "a", 3, 0), counters(t, "b", 1, 3), counters(t, "c", 1, 4)
	for _, p := range []*population.Population{a, b, target} {
		n.Add(p)
	}
	errs := &invalid.List{}
	start := device.NewSpikes([]float64{1}, nil, always, ms, errs)
	to := []int32{0}
	for _, p := range []*population.Population{a, b} {
		all := make([]int32, p.Size())
		for i := range all {
			all[i] = int32(i)
		}
		_, err := n.ConnectSpikes(start, p, table(1, 1, all), "")
		ok(t, err)
	}
	weights := func(ws ...float64) *connect.Table {
		tb := table(0, 1, to, to, to)
		tb.Weights = ws
		return tb
	}
	_, err1 := n.ConnectNeurons(b, target, table(1e16, 1, to), "") // last, although connected first
	_, err2 := n.ConnectNeurons(a, target, weights(0.1, 1e16, -1e16), "")
	_, err3 := n.ConnectNeurons(a, target, weights(0.2, 0.3, 0.4), "")
	_, err4 := n.ConnectSpikes(start, target, table(0.7, 2, to), "") // on its way one step earlier than the others
	ok(t, errs.Err(), err1, err2, err3, err4)
	spikes(t, n, 4)
	want := 0.0
	for _, w := range []float64{0.7, 0.1, 0.2, 1e16, 0.3, -1e16, 0.4, 1e16} {
		want += w
	}
	total, err := target.Read("total")
	if ok(t, err); total[0] != want {
		t.Errorf("the sum is %v, want %v", total[0], want)
	}
}

func exploding(t *testing.T, keepGoing bool) *Network {
	t.Helper()
	p, err := population.New(population.Spec{
		Name: "cells", Model: modeltest.Parse(t, counter), Shape: []int{3}, Grid: ms, Seed: 1, KeepGoing: keepGoing,
		Solver:     population.Solver{Method: "euler"},
		Parameters: map[string]draw.Source{"leak": draw.List{0, -1e200, 1}},
		Initial:    map[string]draw.Source{"x": draw.Constant(-1)},
	})
	ok(t, err)
	n := New(ms, Options{Threads: 2, KeepGoing: keepGoing})
	n.Add(p)
	return n
}

func TestAValueThatIsNotFiniteStopsTheRun(t *testing.T) {
	n := exploding(t, false)
	seen := int64(0)
	err := n.Run(context.Background(), 10, Observer{Observe: func(step int64) error { seen = step; return nil }})
	var numerical *NumericalError
	if !errors.As(err, &numerical) {
		t.Fatalf("error %v", err)
	}
	want := &NumericalError{"cells", 1, "x", 2, math.Inf(-1), -1e200}
	if diff := cmp.Diff(want, numerical); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if seen != 1 || n.Step() != 1 {
		t.Errorf("the run went until %d, %d", seen, n.Step())
	}
	if again := n.Run(context.Background(), 1, Observer{}); !errors.Is(again, err) {
		t.Errorf("a second run gives %v", again)
	}
}

func TestKeepGoing(t *testing.T) {
	n := exploding(t, true)
	ok(t, n.Run(context.Background(), 10, Observer{}))
	if n.Step() != 10 {
		t.Errorf("the run went until %d", n.Step())
	}
}

func TestARunCanBeInterrupted(t *testing.T) {
	n := New(ms, Options{Threads: 2})
	n.Add(counters(t, "p", 1, 0))
	ctx, cancel := context.WithCancel(context.Background())
	seen := int64(0)
	err := n.Run(ctx, 1000, Observer{Observe: func(step int64) error {
		if step == 7 {
			cancel()
		}
		seen = step
		return nil
	}})
	if !errors.Is(err, context.Canceled) || n.Step() != seen || seen < 7 || seen >= 7+longestWindow {
		t.Errorf("error %v at step %d, observed until %d", err, n.Step(), seen)
	}
	full := errors.New("full")
	err = n.Run(context.Background(), 1, Observer{Observe: func(int64) error { return full }})
	if !errors.Is(err, full) {
		t.Errorf("error %v, want the observer's", err)
	}
}

// ring is a network of cells that excite each other in a circle.
func ring(t testing.TB, cells int) *Network {
	n := New(ms, Options{Threads: 2})
	p := counters(t, "p", cells, 0)
	n.Add(p)
	rows := make([][]int32, cells)
	for i := range rows {
		rows[i] = []int32{int32((i + 1) % cells)}
	}
	errs := &invalid.List{}
	start := device.NewSpikes([]float64{1, 3}, nil, always, ms, errs)
	_, err1 := n.ConnectNeurons(p, p, table(1, 2, rows...), "")
	_, err2 := n.ConnectSpikes(start, p, table(1, 1, []int32{0}), "")
	ok(t, errs.Err(), err1, err2)
	return n
}

func TestDigest(t *testing.T) {
	whole, parts := ring(t, 5), ring(t, 5)
	spikes(t, whole, 50)
	digests := map[string]bool{}
	for range 5 {
		spikes(t, parts, 10)
		digests[parts.Digest()] = true
		parts.Digest() // changes nothing
	}
	if whole.Digest() != parts.Digest() {
		t.Error("a run in parts has another digest")
	}
	if len(digests) != 5 {
		t.Errorf("%d digests at 5 times", len(digests))
	}
	if other := ring(t, 6); other.Digest() == ring(t, 5).Digest() {
		t.Error("networks of different size have one digest")
	}
	const want = "dd120a5e089f9dea8ab5a9a46d4f275c2ddbd96d4c42132111541a5e42ac7176"
	if got := whole.Digest(); got != want {
		t.Errorf("the digest is %s, want %s: its layout or the results changed", got, want)
	}
}

func TestAWindowDoesNotAllocate(t *testing.T) {
	for _, fixed := range []tuning{{}, {lanes: 64}, {lanes: 64, window: 3}} {
		n := ring(t, 300)
		n.tuning, n.options.RateLimit, n.options.RateSpan = fixed, 1e9, 10
		current := device.NewStepCurrent([]float64{1, 2, 1000}, []float64{0.1, 0.2, 0}, always, ms, &invalid.List{})
		_, err1 := n.ConnectCurrent(current, n.members[0].Population, table(1, 0, []int32{3, 200}), "")
		sampler, err2 := n.members[0].NewSampler([]int32{7, 299}, []string{"x"}, 2)
		ok(t, err1, err2)
		ok(t, n.Run(context.Background(), 100, Observer{}))
		ok(t, n.prepare([]*population.Sampler{sampler}))
		window(t, n)
		if allocs := testing.AllocsPerRun(100, func() { window(t, n) }); allocs != 0 {
			t.Errorf("%+v: a window allocates %v times", fixed, allocs)
		}
		n.team.stop()
	}
}

// window takes a network that has run through a window.
func window(t testing.TB, n *Network) int {
	steps, err := n.advance(n.length(math.MaxInt64))
	if err == nil {
		err = errors.Join(n.tell(steps, nil), n.checkRates())
	}
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

// BenchmarkLoop is what the loop costs around the kernel: the kernel alone is the first number to compare with.
func BenchmarkLoop(b *testing.B) {
	for _, cells := range []int{1, 100, 10_000} {
		n := ring(b, cells)
		name := map[int]string{1: "1 cell", 100: "100 cells", 10_000: "10 000 cells"}[cells]
		p := n.members[0].Population
		ok(b, n.prepare(nil))
		b.Run(name+", kernel alone", func(b *testing.B) {
			p.SetSpikes(n.members[0].ring.At(1))
			for b.Loop() {
				p.Step(0)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(cells), "ns/neuron-step")
		})
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			steps := 0
			for b.Loop() {
				steps += window(b, n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps), "ns/step")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps)/float64(cells), "ns/neuron-step")
		})
	}
}
