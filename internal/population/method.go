package population

import "github.com/spikelet/spikelet/internal/solver"

// Solver is the method in use, by its own name, and its settings: tolerances where it controls its step size.
func (p *Population) Solver() Solver {
	s := p.spec.Solver
	method, chosen, err := solver.Chosen(p.spec.Model, solver.Options{
		Method: s.Method, Dt: p.spec.Grid.Dt, AbsoluteTolerance: s.AbsoluteTolerance, RelativeTolerance: s.RelativeTolerance,
	})
	if err != nil {
		panic("population: " + err.Error()) // the step was built with these
	}
	inUse := Solver{Method: method.Name, Fixed: s.Fixed && method.Adaptive}
	if method.Adaptive && !s.Fixed {
		inUse.AbsoluteTolerance, inUse.RelativeTolerance = chosen.AbsoluteTolerance, chosen.RelativeTolerance
	}
	return inUse
}
