package synapse

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/grid"
)

// MaxDelay is the longest delay in steps.
const MaxDelay = 1<<16 - 1

// Steps turns delays in ms into whole steps, at least least and at most MaxDelay. A delay off the grid goes to the nearest
// step; shifted says how many do, and the largest shift in ms. The
// error is a *connect.Error.
func Steps(delays []float64, g grid.Grid, least int64) (steps []uint16, shifted Shift, err error) {
	steps = make([]uint16, len(delays))
	for i, d := range delays {
		k, exact := g.Index(d)
		if k < least {
			return nil, shifted, delayError("a delay of %v ms is below the least, %v ms", d, g.Time(least))
		}
		if k > MaxDelay {
			return nil, shifted, delayError("a delay of %v ms is above the largest, %v ms", d, g.Time(MaxDelay))
		}
		if !exact {
			shifted.Count++
			shifted.Largest = max(shifted.Largest, d-g.Time(k), g.Time(k)-d)
		}
		steps[i] = uint16(k)
	}
	return steps, shifted, nil
}

func delayError(format string, args ...any) error {
	return &connect.Error{Part: "delay", Err: fmt.Errorf(format, args...)}
}

// Shift says how many delays were moved to the grid, and how far at most.
type Shift struct {
	Count   int
	Largest float64 // ms
}
