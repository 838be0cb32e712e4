package synapse

import (
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/ir"
)

// Signal is a source of current.
type Signal interface {
	// At is the value during the step that begins at grid point k; 0 for k < 0.
	At(k int64) float64
}

// Currents sums signals into one continuous port of a population.
type Currents struct {
	feeds  []feed
	filled bool // the column holds the sum of the feeds' values
}

// feed is one rule's connections from one signal.
type feed struct {
	signal  Signal
	delays  []int64   // the delays that occur, in steps
	values  []float64 // of the signal, that long ago
	targets []int32
	weights []float64 // one for each connection, or one for all
	lags    []uint16  // index into delays, likewise
}

// Add feeds the connections in t, whose source is signal, with delays in steps (one for each, or one for all).
func (c *Currents) Add(signal Signal, t *connect.Table, delays []uint16) {
	f := feed{signal: signal, targets: t.Targets, weights: t.Weights, lags: make([]uint16, len(delays))}
	index := map[uint16]uint16{}
	for i, d := range delays {
		lag, found := index[d]
		if !found {
			lag = uint16(len(f.delays))
			index[d] = lag
			f.delays = append(f.delays, int64(d))
		}
		f.lags[i] = lag
	}
	f.values = make([]float64, len(f.delays))
	c.feeds = append(c.feeds, f)
	c.filled = false
}

// Fill sets column to the sum of the signals in the step that begins at grid point k. It must hold what the last call left.
func (c *Currents) Fill(column []float64, k int64) {
	changed := !c.filled
	for i := range c.feeds {
		changed = c.feeds[i].read(k) || changed
	}
	if !changed {
		return
	}
	clear(column)
	for i := range c.feeds {
		c.feeds[i].add(column)
	}
	c.filled = true
}

// read updates the values and reports whether one changed.
func (f *feed) read(k int64) bool {
	changed := false
	for i, d := range f.delays {
		value := f.signal.At(k - d)
		changed = changed || value != f.values[i]
		f.values[i] = value
	}
	return changed
}

func (f *feed) add(column []float64) {
	for i, target := range f.targets {
		weight, lag := f.weights[0], f.lags[0]
		if len(f.weights) > 1 {
			weight = f.weights[i]
		}
		if len(f.lags) > 1 {
			lag = f.lags[i]
		}
		column[target] += float64(weight * f.values[lag])
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
