package solver

import "github.com/spikelet/spikelet/internal/ir"

// Chosen returns the method that Build takes for m, and o with the model's choices and the defaults filled in. Its errors
// are those of Build.
func Chosen(m *ir.Model, o Options) (Method, Options, error) {
	if err := o.resolve(m); err != nil {
		return Method{}, o, err
	}
	method, err := newSystem(m, o).choose(o.Method)
	return method, o, err
}
