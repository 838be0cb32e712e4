package sim

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/internal/synapse"
)

// outcome is all that can be seen of a run.
type outcome struct {
	Digest  string
	Spikes  []spike
	Samples [][]uint64 // bits, for each watch
	Error   string
	Step    int64
	Counts  []Counts
}

// TestOutcomesDoNotDependOnTheWork runs random networks of all built-in models with every number of threads, size of blocks and
// length of windows, against a plain loop over steps and populations.
func TestOutcomesDoNotDependOnTheWork(t *testing.T) {
	failures, limited, spikes := 0, 0, 0
	for seed := range uint64(60) {
		d := describe(t, rand.New(rand.NewPCG(seed, 1)))
		want := d.plain(t)
		spikes += len(want.Spikes)
		if strings.Contains(want.Error, "Hz") {
			limited++
		} else if want.Error != "" {
			failures++
		}
		for _, w := range []struct {
			threads int
			tuning  tuning
		}{
			{1, tuning{}}, {2, tuning{}}, {8, tuning{}},
			{1, tuning{lanes: 64}}, {2, tuning{lanes: 64}}, {3, tuning{lanes: 64, window: 5}}, {8, tuning{lanes: 64}},
			{3, tuning{lanes: 128}}, {2, tuning{lanes: 1024}}, {1, tuning{lanes: 1024, window: 1}}, {2, tuning{lanes: 64, window: 2}},
		} {
			got := d.outcome(t, w.threads, w.tuning)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, %d threads, %+v (-plain loop +got):\n%s", seed, w.threads, w.tuning, diff)
			}
		}
	}
	if failures < 5 || limited < 5 || spikes < 1000 {
		t.Errorf("%d networks failed, %d fired too much, there were %d spikes: too few to test that", failures, limited, spikes)
	}
	t.Logf("%d networks failed, %d fired too much, there were %d spikes", failures, limited, spikes)
}

// outcome runs the network.
func (d *description) outcome(t *testing.T, threads int, fixed tuning) outcome {
	t.Helper()
	n := New(tenth, Options{Threads: threads, KeepGoing: d.keepGoing, RateLimit: d.rateLimit, RateSpan: tenth.Time(shortSpan)})
	n.tuning = fixed
	d.build(t, n)
	o := outcome{Samples: make([][]uint64, len(d.watched))}
	observer := Observer{}
	for _, w := range d.watched {
		s, err := d.populations[w.population].NewSampler(w.neurons, w.variables, w.interval)
		ok(t, err)
		observer.Samplers = append(observer.Samplers, s)
	}
	observer.Observe = func(step int64) error {
		for _, p := range d.populations {
			o.spiked(step, p)
		}
		for i, s := range observer.Samplers {
			if s.Due(step) {
				values := d.watched[i].values()
				s.Read(step, values)
				o.sampled(i, values)
			}
		}
		return nil
	}
	for _, steps := range d.runs {
		if err := n.Run(context.Background(), steps, observer); err != nil {
			o.Error = err.Error()
		}
		if strings.Contains(o.Error, "Hz") {
			break // another run would go on
		}
	}
	o.Digest, o.Step = n.Digest(), n.Step()
	for _, p := range d.populations {
		o.Counts = append(o.Counts, n.Counts(p))
	}
	return o
}

// build adds everything to n, with states as at the beginning.
func (d *description) build(t *testing.T, n *Network) {
	t.Helper()
	for _, p := range d.populations {
		ok(t, p.Reset())
		n.Add(p)
	}
	n.SetGap(d.gap)
	for _, j := range d.junctions {
		ok(t, n.ConnectGap(d.populations[j.from], d.populations[j.to], j.pairs, j.conductance))
	}
	for _, l := range d.links {
		_, err := n.ConnectNeurons(d.populations[l.from], d.populations[l.to], l.table, "")
		ok(t, err)
	}
	for _, s := range d.spikers {
		_, err := n.ConnectSpikes(s.device, d.populations[s.to], s.table, "")
		ok(t, err)
	}
	for _, s := range d.poissons {
		_, err := n.ConnectPoisson(s.device, d.populations[s.to], s.table, "")
		ok(t, err)
	}
	for _, c := range d.currents {
		_, err := n.ConnectCurrent(c.device, d.populations[c.to], c.table, "")
		ok(t, err)
	}
	for _, c := range d.noises {
		_, err := n.ConnectNoise(c.device, d.populations[c.to], c.table, "")
		ok(t, err)
	}
}

func (o *outcome) spiked(step int64, p *population.Population) {
	for _, neuron := range p.Spiked() {
		o.Spikes = append(o.Spikes, spike{step, p.Name(), neuron})
	}
}

func (o *outcome) sampled(watch int, values [][]float64) {
	for _, list := range values {
		for _, x := range list {
			o.Samples[watch] = append(o.Samples[watch], math.Float64bits(x))
		}
	}
}

// values is room for a sample.
func (w watch) values() [][]float64 {
	values := make([][]float64, len(w.variables))
	for i := range values {
		values[i] = make([]float64, len(w.neurons))
	}
	return values
}

// plain is the loop without windows, blocks and workers: whole populations, step by step.
type plain struct {
	*description
	outcome outcome
	rings   []*synapse.Ring
	links   []*synapse.Static
	spikers []*synapse.Static
	trains  []*synapse.Static // of which each connection has its own source
	names   [][]device.Train  // of these
	digest  digest
}

func (d *description) plain(t *testing.T) outcome {
	t.Helper()
	l := &plain{description: d, digest: newDigest(tenth)}
	l.outcome.Samples = make([][]uint64, len(d.watched))
	l.outcome.Counts = make([]Counts, len(d.populations))
	l.connect(t)
	total := int64(0)
	for _, steps := range d.runs {
		total += steps
	}
	for err := error(nil); l.outcome.Step < total && err == nil; {
		if err = l.step(t); err != nil {
			l.outcome.Error = err.Error()
		}
	}
	l.digest.int(-1)
	l.digest.int(l.outcome.Step)
	for _, p := range d.populations {
		l.digest.population(p)
	}
	l.digest.flush()
	l.outcome.Digest = fmt.Sprintf("%x", l.digest.hash.Sum(nil))
	return l.outcome
}

// connect makes the synapses, in the order in which they deliver.
func (l *plain) connect(t *testing.T) {
	t.Helper()
	for _, p := range l.populations {
		ok(t, p.Reset())
		l.rings = append(l.rings, synapse.NewRing(p.SpikePorts(), p.Size()))
		l.rings[len(l.rings)-1].Reserve(0, 30)
	}
	for _, c := range l.description.links {
		l.links = append(l.links, l.static(t, c.to, link{c.from, c.to, c.table}, false))
	}
	for _, s := range l.description.spikers {
		l.spikers = append(l.spikers, l.static(t, s.to, link{0, s.to, s.table}, s.device.Negative()))
	}
	for _, p := range l.poissons {
		l.own(t, p)
	}
}

// own makes synapses of which each connection has its own source, and names these.
func (l *plain) own(t *testing.T, p poisson) {
	t.Helper()
	single := *p.table
	single.Offsets = nil
	for i := range len(p.table.Targets) + 1 {
		single.Offsets = append(single.Offsets, int32(i))
	}
	names := l.name(p.table, p.to)
	p.device.Reserve(len(names))
	l.trains, l.names = append(l.trains, l.static(t, p.to, link{0, p.to, &single}, false)), append(l.names, names)
}

// name names the connections in t, from a device.
func (l *plain) name(t *connect.Table, to int) (names []device.Train) {
	taken := map[int32]int32{}
	for _, target := range t.Targets {
		names = append(names, device.Train{Target: l.populations[to].First() + int64(target), Ordinal: taken[target]})
		taken[target]++
	}
	return names
}

func (l *plain) static(t *testing.T, to int, c link, negative bool) *synapse.Static {
	t.Helper()
	p := l.populations[to]
	steps, _, err := synapse.Steps(c.table.Delays, tenth, 1)
	ok(t, err)
	s, err := synapse.NewStatic(c.table, steps, "", synapse.Target{Ports: p.Model().Ports, Neurons: p.Size(), Ring: l.rings[to]}, negative)
	ok(t, err)
	return s
}

// step advances everything by one step.
func (l *plain) step(t *testing.T) error {
	k := l.outcome.Step
	failed := -1
	attempts := make([]int64, len(l.populations))
	for i, p := range l.populations {
		l.feed(t, i, k)
		p.SetSpikes(l.rings[i].At(k + 1))
		stats := p.Step(k)
		attempts[i] = stats.Attempts
		if stats.Failed > 0 && failed < 0 {
			failed = i
		}
	}
	if failed >= 0 && !l.keepGoing {
		p := l.populations[failed]
		f, err := p.Culprit(k)
		return errors.Join(err, &NumericalError{p.Name(), f.Neuron, f.Variable, tenth.Time(k + 1), f.Value, f.Last})
	}
	l.outcome.Step++
	for i, p := range l.populations {
		l.outcome.Counts[i].Attempts += attempts[i]
		l.outcome.Counts[i].Spikes += int64(len(p.Spiked()))
		l.outcome.spiked(k+1, p)
		l.digest.spikes(k+1, p.First(), p.Spiked())
	}
	l.deliver(k + 1)
	l.sample(t, k+1)
	return l.checkRates()
}

// feed sums the currents into a population.
func (l *plain) feed(t *testing.T, to int, k int64) {
	t.Helper()
	p := l.populations[to]
	port, err := synapse.ContinuousPort(p.Model().Ports, "")
	ok(t, err)
	column := p.Current(port)
	clear(column)
	add := func(table *connect.Table, at func(i int, k int64) float64) {
		for i, target := range table.Targets {
			delay, _ := tenth.Index(table.Delay(i))
			column[target] += float64(table.Weight(i) * at(i, k-delay))
		}
	}
	for _, c := range l.currents {
		if c.to == to {
			add(c.table, func(_ int, k int64) float64 { return c.device.At(k) })
		}
	}
	for _, c := range l.noises {
		if c.to != to {
			continue
		}
		names := l.name(c.table, to)
		c.device.Reserve(len(names))
		add(c.table, func(i int, k int64) float64 {
			interval, pair := c.device.Interval(k), []device.Pair{{Number: -1}}
			c.device.Update(pair, names[i:i+1], []float64{interval}, []uint16{0})
			return pair[0].At(interval)
		})
	}
}

func (l *plain) deliver(k int64) {
	for i, ring := range l.rings {
		ring.Retire(k, 1)
		ring.Clear(0, l.populations[i].Size())
	}
	for _, s := range slices.Concat(l.spikers, l.trains, l.links) {
		s.Announce(k)
	}
	for i, s := range l.description.spikers {
		for _, factor := range s.device.At(k) {
			l.spikers[i].Deliver(k, 0, factor)
		}
	}
	for i, s := range l.trains {
		for edge, name := range l.names[i] {
			if count := l.poissons[i].device.At(name, k); count > 0 {
				s.Deliver(k, int32(edge), float64(count))
			}
		}
	}
	for i, p := range l.populations {
		for _, neuron := range p.Spiked() {
			for j, c := range l.description.links {
				if c.from == i {
					l.links[j].Deliver(k, neuron, 1)
				}
			}
		}
	}
}

func (l *plain) sample(t *testing.T, k int64) {
	t.Helper()
	for i, w := range l.watched {
		if k%w.interval != 0 {
			continue
		}
		values := w.values()
		for j, name := range w.variables {
			probe, err := l.populations[w.population].Probe(name)
			ok(t, err)
			probe.Read(w.neurons, values[j])
		}
		l.outcome.sampled(i, values)
	}
}
