package device

import (
	"fmt"
	"math"

	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
)

// Window is when a device is active, as grid points: from Start on, until Stop. A current acts in the steps that begin at
// Start ≤ k < Stop; spikes come at Start < k ≤ Stop, the ends of those steps.
type Window struct{ Start, Stop int64 }

// NewWindow turns start and stop in ms into a Window; stop may be +Inf. Errors are added to errs.
func NewWindow(start, stop float64, g grid.Grid, errs *invalid.List) Window {
	w := Window{Start: onGrid(start, g, invalid.Path("start"), errs), Stop: math.MaxInt64}
	if !math.IsInf(stop, 1) {
		w.Stop = onGrid(stop, g, invalid.Path("stop"), errs)
	}
	if w.Stop < w.Start {
		errs.Addf(invalid.Path("stop"), "the device stops at %v ms, before it starts at %v ms", stop, start)
	}
	return w
}

// acts reports whether a current acts in the step that begins at grid point k.
func (w Window) acts(k int64) bool { return k >= w.Start && k < w.Stop }

// onGrid returns the grid point at the time t ms, which must be on the grid and not negative.
func onGrid(t float64, g grid.Grid, path []string, errs *invalid.List) int64 {
	k, ok := g.Index(t)
	switch {
	case math.IsNaN(t) || math.IsInf(t, 0) || !ok && (k >= grid.MaxStep || k <= -grid.MaxStep):
		errs.Addf(path, "%v ms is no time that a simulation reaches", t)
	case t < 0:
		errs.Addf(path, "%v ms is before the simulation begins", t)
	case !ok:
		errs.Addf(path, "%v ms is not on the grid of time steps of %v ms", t, g.Dt).Fix = nearestPoints(t, g)
	}
	return k
}

// nearestPoints proposes the grid points around t.
func nearestPoints(t float64, g grid.Grid) string {
	after := g.Ceil(t)
	return fmt.Sprintf("the nearest are %.12g ms and %.12g ms", g.Time(after-1), g.Time(after))
}
