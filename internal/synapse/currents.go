package synapse

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/ir"
)

// Signal is a source of current.
type Signal interface {
	// At is the value during the step that begins at grid point k; 0 for k < 0.
	At(k int64) float64
}

// Currents sums signals into one continuous port of a population: first it reads the signals for the steps of a window, then
// it fills the column of any stretch of neurons, step by step.
type Currents struct {
	feeds   []feed
	filled  bool   // the column holds the sum of the values that were read last
	changed []bool // for each step of the window: some value is not that of the step before
}

// feed is one rule's connections from one signal. Where each connection has its own current, the signal is the number of the
// interval.
type feed struct {
	signal  func(k int64) float64
	delays  []int64   // the delays that occur, in steps
	values  []float64 // of the signal, that long ago: one for each delay, for the step before the window and its steps
	targets []int32   // ascending
	weights []float64 // one for each connection, or one for all
	lags    []uint16  // index into delays, likewise

	noise *device.Noise // gives each connection its own current, or nil
	names []device.Train
	pairs []device.Pair
}

// Add feeds the connections in t, whose source is signal, with delays in steps (one for each, or one for all).
func (c *Currents) Add(signal Signal, t *connect.Table, delays []uint16) {
	c.feeds = append(c.feeds, newFeed(signal.At, t, delays))
	c.filled = false
}

// AddNoise is Add for a source that gives each connection its own current. First is the global id of neuron 0; taken counts
// the connections from the source to each neuron and is brought up to date.
func (c *Currents) AddNoise(source *device.Noise, t *connect.Table, delays []uint16, first int64, taken []int32) {
	f := newFeed(source.Interval, t, delays)
	f.noise = source
	f.names = nameTrains(f.targets, first, taken)
	f.pairs = make([]device.Pair, len(f.names))
	for i, name := range f.names {
		f.pairs[i].Number = -1
		source.Reserve(int(name.Ordinal) + 1)
	}
	c.feeds = append(c.feeds, f)
	c.filled = false
}

func newFeed(signal func(k int64) float64, t *connect.Table, delays []uint16) feed {
	f := feed{signal: signal}
	lags := make([]uint16, len(delays))
	index := map[uint16]uint16{}
	for i, d := range delays {
		lag, found := index[d]
		if !found {
			lag = uint16(len(f.delays))
			index[d] = lag
			f.delays = append(f.delays, int64(d))
		}
		lags[i] = lag
	}
	order := byTarget(t.Targets)
	f.targets, f.weights, f.lags = take(t.Targets, order, false), take(t.Weights, order, len(t.Weights) == 1), take(lags, order, len(lags) == 1)
	f.values = make([]float64, len(f.delays))
	return f
}

// byTarget lists the connections by their targets; those to one target keep their order.
func byTarget(targets []int32) []int32 {
	order := make([]int32, len(targets))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(targets[a], targets[b]) })
	return order
}

// Begin reads the signals for a window of steps, the first of which begins at grid point k.
func (c *Currents) Begin(k int64, steps int) {
	for i := range c.feeds {
		c.feeds[i].read(k, steps)
	}
	c.changed = c.changed[:0]
	for s := range steps {
		changed := !c.filled
		for i := range c.feeds {
			changed = changed || c.feeds[i].changes(s)
		}
		c.changed = append(c.changed, changed)
		c.filled = true
	}
}

// Forget says that the column does not hold what Fill left.
func (c *Currents) Forget() { c.filled = false }

// Fill sets lo ≤ i < hi of column to the sum of the signals in a step of the window, counted from 0. They must hold what the
// call for the step before left.
func (c *Currents) Fill(column []float64, step, lo, hi int) {
	if !c.changed[step] {
		return
	}
	clear(column[lo:hi])
	for i := range c.feeds {
		c.feeds[i].add(column, step, int32(lo), int32(hi))
	}
}

// read reads the values for a window of steps from grid point k on.
func (f *feed) read(k int64, steps int) {
	lags := len(f.delays)
	copy(f.values, f.at(len(f.values)/lags-2))
	f.values = slices.Grow(f.values[:lags], steps*lags)[:(steps+1)*lags]
	for s := range steps {
		for i, values := 0, f.at(s); i < lags; i++ {
			values[i] = f.signal(k + int64(s) - f.delays[i])
		}
	}
}

// at is the values in a step of the window; step -1 is the one before the window.
func (f *feed) at(step int) []float64 {
	lags := len(f.delays)
	return f.values[(step+1)*lags:][:lags]
}

// changes reports whether some value is not that of the step before.
func (f *feed) changes(step int) bool { return !slices.Equal(f.at(step-1), f.at(step)) }

// add adds the values of a step to the stretch lo ≤ i < hi of column.
func (f *feed) add(column []float64, step int, lo, hi int32) {
	first, _ := slices.BinarySearch(f.targets, lo)
	last, _ := slices.BinarySearch(f.targets, hi)
	values := f.at(step)
	if f.noise != nil {
		f.addNoise(column, values, first, last)
		return
	}
	for i := first; i < last; i++ {
		weight, lag := f.weights[0], f.lags[0]
		if len(f.weights) > 1 {
			weight = f.weights[i]
		}
		if len(f.lags) > 1 {
			lag = f.lags[i]
		}
		column[f.targets[i]] += float64(weight * values[lag])
	}
}

// addNoise adds the connections' own currents in the intervals that values are.
func (f *feed) addNoise(column, values []float64, first, last int) {
	lags, each := f.lags, 0
	if len(lags) > 1 {
		lags, each = lags[first:last], 1
	}
	f.noise.Update(f.pairs[first:last], f.names[first:last], values, lags)
	for i := first; i < last; i++ {
		weight := f.weights[0]
		if len(f.weights) > 1 {
			weight = f.weights[i]
		}
		column[f.targets[i]] += float64(weight * f.pairs[i].At(values[lags[(i-first)*each]]))
	}
}

// ContinuousPort returns the index among ports of the continuous port called name, or, for "", of the only one. The port of
// gap junctions is none of them. The error is a *connect.Error.
func ContinuousPort(ports []ir.Port, name string) (int, error) {
	found, names := -1, []string{}
	for i, p := range ports {
		if p.Kind != ir.ContinuousPort || p.Gap {
			continue
		}
		names = append(names, p.Name)
		if name == "" || p.Name == name {
			found = i
		}
	}
	switch {
	case len(names) == 0:
		return 0, portError("the model takes no current: it has no continuous port")
	case found < 0:
		return 0, portError("the model has no continuous port %q; it has %s", name, strings.Join(names, ", "))
	case name == "" && len(names) > 1:
		return 0, portError("several ports take currents; name one: %s", strings.Join(names, ", "))
	}
	return found, nil
}

func portError(format string, args ...any) error {
	return &connect.Error{Part: "port", Err: fmt.Errorf(format, args...)}
}
