package population

import (
	"maps"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
)

// Defaults returns the model's default values of parameters, internals and states at the time step dt in ms: what a neuron
// has that is given nothing. Integers are converted, a Boolean is 0 or 1.
func Defaults(m *ir.Model, dt float64) map[string]float64 {
	values := map[string]float64{ir.StepInput: dt}
	compute := func(f *ir.Func) {
		if f != nil {
			maps.Copy(values, eval.Float(f, values))
		}
	}
	for _, f := range m.Default {
		compute(f)
	}
	compute(m.Derive)
	for _, f := range m.Initial {
		compute(f)
	}
	return values
}
