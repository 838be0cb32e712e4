package device

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/scalar"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
)

// AC is an ac_generator: a sine and an offset.
type AC struct {
	window            Window
	grid              grid.Grid
	amplitude, offset float64
	wave              wave
}

// wave is sin(2π·f·t + phase).
type wave struct{ frequency, phase float64 } // Hz, degrees

func (w wave) at(ms float64) float64 {
	return scalar.Sine(float64(w.frequency*ms)/1000 + w.phase/360)
}

func (w wave) check(errs *invalid.List) {
	finite([]float64{w.frequency}, invalid.Path("parameters", "frequency"), errs)
	finite([]float64{w.phase}, invalid.Path("parameters", "phase"), errs)
	if w.frequency < 0 {
		errs.Addf(invalid.Path("parameters", "frequency"), "the frequency is negative: %v Hz", w.frequency)
	}
}

// NewAC makes a generator of amplitude·sin(2π·frequency·t + phase) + offset during the window; frequency in Hz, phase in
// degrees. Errors are added to errs.
func NewAC(amplitude, offset, frequency, phase float64, w Window, g grid.Grid, errs *invalid.List) *AC {
	finite([]float64{amplitude}, invalid.Path("parameters", "amplitude"), errs)
	finite([]float64{offset}, invalid.Path("parameters", "offset"), errs)
	a := &AC{window: w, grid: g, amplitude: amplitude, offset: offset, wave: wave{frequency, phase}}
	a.wave.check(errs)
	return a
}

// At is the current during the step that begins at grid point k, which is that of the time k·dt; 0 for k < 0.
func (a *AC) At(k int64) float64 {
	if !a.window.acts(k) {
		return 0
	}
	return math.FMA(a.amplitude, a.wave.at(a.grid.Time(k)), a.offset)
}
