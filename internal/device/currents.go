package device

import (
	"math"
	"slices"
	"strconv"

	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
)

// Current is a dc_generator or step_current_generator: a current that is constant between given times. Its value at grid
// point k holds during the step that begins there.
type Current struct {
	window     Window
	steps      []int64 // where it changes, ascending
	amplitudes []float64
}

// NewDC makes a generator of one amplitude during the window. Errors are added to errs.
func NewDC(amplitude float64, w Window, errs *invalid.List) *Current {
	finite([]float64{amplitude}, invalid.Path("parameters", "amplitude"), errs)
	return &Current{window: w, steps: []int64{0}, amplitudes: []float64{amplitude}}
}

// NewStepCurrent makes a generator that has amplitudes[i] from times[i] on (ms, ascending, on the grid) and 0 before, during
// the window. Errors are added to errs.
func NewStepCurrent(times, amplitudes []float64, w Window, g grid.Grid, errs *invalid.List) *Current {
	if len(amplitudes) != len(times) {
		errs.Addf(invalid.Path("parameters", "amplitudes"), "there are %d amplitudes for %d times", len(amplitudes), len(times))
	}
	c := &Current{window: w, amplitudes: amplitudes}
	for i, t := range times {
		path := invalid.Path("parameters", "times", strconv.Itoa(i))
		if i > 0 && t <= times[i-1] {
			errs.Addf(path, "the times are not in ascending order: %v ms comes after %v ms", t, times[i-1])
		}
		c.steps = append(c.steps, onGrid(t, g, path, errs))
	}
	finite(amplitudes, invalid.Path("parameters", "amplitudes"), errs)
	return c
}

// At is the current during the step that begins at grid point k; 0 for k < 0.
func (c *Current) At(k int64) float64 {
	if !c.window.acts(k) {
		return 0
	}
	i, found := slices.BinarySearch(c.steps, k)
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	return c.amplitudes[i]
}

func finite(values []float64, path []string, errs *invalid.List) {
	for _, x := range values {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			errs.Addf(path, "%v is not a finite number", x)
		}
	}
}
