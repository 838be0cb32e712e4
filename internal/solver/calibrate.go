package solver

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
)

// Calibrate computes the columns of c for one neuron, in the order of c.Columns, from the bits of the parameters and
// internals that c.Coefficients reads, in the order of its inputs. Populations call it when parameters are set: once if
// all these are equal, else per neuron. A coefficient that is not finite makes every column NaN, and so the first step
// fail.
func Calibrate(c *ir.Calibration, in []uint64) []float64 {
	a := make([]float64, c.Size*c.Size)
	for i, bits := range eval.Func(c.Coefficients, in) {
		at := c.A[i]
		a[at.Row*c.Size+at.Col] = math.Float64frombits(bits)
	}
	p, q := propagator(a, c.Size, c.Dt)
	values := make([]float64, 0, len(c.P)+len(c.Q))
	for _, e := range c.P {
		values = append(values, p[e.Row*c.Size+e.Col])
	}
	for _, e := range c.Q {
		values = append(values, q[e.Row*c.Size+e.Col])
	}
	return values
}
