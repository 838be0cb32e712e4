package device

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
)

// Spikes is a spike_generator: spikes at given times.
type Spikes struct {
	steps   []int64   // of the spikes, ascending
	factors []float64 // multiplies the weight of the connection, one for each spike
}

// NewSpikes makes a generator of spikes at times (ms, positive, ascending, on the grid; equal times are several spikes), of
// which those outside the window are dropped. Factors has one number for each time, or is empty for ones. Errors are added
// to errs.
func NewSpikes(times, factors []float64, w Window, g grid.Grid, errs *invalid.List) *Spikes {
	if len(factors) != 0 && len(factors) != len(times) {
		errs.Addf(invalid.Path("parameters", "spike_weights"), "there are %d weights for %d times", len(factors), len(times))
	}
	s := &Spikes{}
	for i, t := range times {
		path := invalid.Path("parameters", "spike_times", strconv.Itoa(i))
		k := onGrid(t, g, path, errs)
		if k == 0 && t >= 0 {
			errs.Addf(path, "a spike at %v ms would end a step before the first one", t).Fix =
				fmt.Sprintf("the earliest is at %v ms", g.Dt)
		}
		if i > 0 && t < times[i-1] {
			errs.Addf(path, "the times are not in ascending order: %v ms comes after %v ms", t, times[i-1])
		}
		if k <= w.Start || k > w.Stop {
			continue
		}
		factor := 1.0
		if i < len(factors) {
			factor = factors[i]
		}
		s.steps, s.factors = append(s.steps, k), append(s.factors, factor)
	}
	finite(factors, invalid.Path("parameters", "spike_weights"), errs)
	return s
}

// At returns the factors of the spikes at grid point k, in the order in which they were given.
func (s *Spikes) At(k int64) []float64 {
	first, found := slices.BinarySearch(s.steps, k)
	if !found {
		return nil
	}
	last := first + 1
	for last < len(s.steps) && s.steps[last] == k {
		last++
	}
	return s.factors[first:last]
}

// Next is the first grid point after k with a spike; far in the future when there is none.
func (s *Spikes) Next(k int64) int64 {
	i, _ := slices.BinarySearch(s.steps, k+1)
	if i == len(s.steps) {
		return math.MaxInt64
	}
	return s.steps[i]
}

// Negative reports whether some spike has a negative factor.
func (s *Spikes) Negative() bool {
	return slices.ContainsFunc(s.factors, func(x float64) bool { return x < 0 })
}
