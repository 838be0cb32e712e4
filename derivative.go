package spikelet

import (
	"slices"

	"github.com/spikelet/spikelet/internal/invalid"
)

// Derivative evaluates the model's equations at the time t, in ms: the derivative of every ODE variable, per ms, for each
// neuron. At gives values to states and continuous ports, by name or alias; the others have their present ones, ports those
// of the last step. Nothing changes. What update says before integrate_odes() is done first, as in a step that begins at t.
// The error holds *BuildErrors.
func (n *Neurons) Derivative(t float64, at map[string]Values) (map[string][]float64, error) {
	values, err := n.population.Derivatives(t, sources(at))
	if err != nil {
		return nil, err
	}
	derivatives := map[string][]float64{}
	for i, x := range n.model.ir.ODE {
		derivatives[x] = values[i]
	}
	return derivatives, nil
}

// DerivativeOf is the derivative of one variable: DerivativeOf("V", t, at) is BrainPy's dV(V, t, w, I_ext).
func (n *Neurons) DerivativeOf(variable string, t float64, at map[string]Values) ([]float64, error) {
	if v, ok := n.model.ir.State(variable); ok {
		variable = v.Name
	}
	if !slices.Contains(n.model.ir.ODE, variable) {
		return nil, unknown("population "+n.Name(), invalid.Path(variable), "variable with an equation", variable, n.model.ir.ODE)
	}
	derivatives, err := n.Derivative(t, at)
	return derivatives[variable], err
}
