package grid

import (
	"fmt"
	"math"
)

// MaxStep bounds step numbers: up to it, the tolerance of Index stays far below one step.
const MaxStep = 1 << 44

// Grid divides time into steps of Dt ms. Step number k ends, and step number k+1 begins, at Time(k).
type Grid struct{ Dt float64 }

// New returns the grid of dt ms; dt must be positive and finite.
func New(dt float64) (Grid, error) {
	if !(dt > 0) || math.IsInf(dt, 0) {
		return Grid{}, fmt.Errorf("the time step must be positive and finite, not %v ms", dt)
	}
	return Grid{dt}, nil
}

// Time is the time of grid point k in ms: k·dt, rounded once (the conversion keeps the compiler from fusing what follows).
func (g Grid) Time(k int64) float64 { return float64(float64(k) * g.Dt) }

// Nearest returns the grid point nearest to the time t ms, halves away from zero, clamped to ±MaxStep. A NaN gives 0.
func (g Grid) Nearest(t float64) int64 {
	k := math.Round(t / g.Dt)
	switch {
	case k >= MaxStep:
		return MaxStep
	case k <= -MaxStep:
		return -MaxStep
	case math.IsNaN(k):
		return 0
	}
	return int64(k)
}

// Index returns the grid point at the time t ms, and whether there is one. A quotient t/dt within 1e-9 of a whole number,
// or within four roundings of one where that is more, is that number: 1.1/0.1 is 11.
func (g Grid) Index(t float64) (k int64, ok bool) {
	k = g.Nearest(t)
	q := t / g.Dt
	tolerance := max(1e-9, 0x1p-50*math.Abs(q))
	return k, math.Abs(q-float64(k)) <= tolerance && k < MaxStep && k > -MaxStep
}

// Ceil returns the first grid point at or after the time t ms, with the tolerance of Index.
func (g Grid) Ceil(t float64) int64 {
	k, ok := g.Index(t)
	if !ok && float64(k) < t/g.Dt {
		k++
	}
	return min(k, MaxStep)
}
