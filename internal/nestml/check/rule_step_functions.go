package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleStepLength judges resolution() and timestep().
func (c *checker) ruleStepLength(e *ast.Call, p place) Type {
	if e.Name.Name == "timestep" && p.block != inUpdate {
		c.add(diag.Diagnostic{
			Span: e.Span, Code: "step-function",
			Message: fmt.Sprintf("timestep() cannot be called in %s", blocks[p.block].name),
			Why:     "it is the length of the step that update makes",
			Fix:     "use resolution(), or call it in update",
		})
	} else {
		c.ruleResolution(e, p)
	}
	return in(millisecond)
}

// ruleSteps judges steps(T), the number of time steps in T.
func (c *checker) ruleSteps(e *ast.Call, p place) Type {
	c.ruleResolution(e, p)
	t := c.model.Types[e.Args[0]]
	if t.Kind == Invalid || t.Kind == Quantity && t.Unit.SameDimension(millisecond) {
		return integer
	}
	d := diag.Diagnostic{
		Span: e.Args[0].Range(), Code: "argument-type",
		Message: fmt.Sprintf("steps() needs a duration, not %s", c.textOf(e.Args[0])),
		Why:     c.origin(e.Args[0]),
	}
	if t.number() {
		d.Fix = "multiply it by 1 ms"
	}
	c.add(d)
	return integer
}

// ruleResolution reports a call that depends on the time step where that must not matter.
func (c *checker) ruleResolution(e *ast.Call, p place) {
	switch p.block {
	case inInternals, inUpdate, inOnReceive, inOnCondition, inCondition:
		return
	}
	d := diag.Diagnostic{
		Span: e.Span, Code: "step-function",
		Message: fmt.Sprintf("%s() cannot be called in %s", e.Name.Name, blocks[p.block].name),
		Why:     "the time step is known when internals are computed",
		Fix:     "compute it in internals, and use that",
	}
	switch p.block {
	case inFunction:
		d.Why, d.Fix = "functions depend on their arguments", "pass it as an argument"
	case inEquations, inKernel:
		d.Why = "equations are the same for every time step"
	case inParameters, inParameterGuard:
		d.Why = "parameters are set before the time step is known"
		d.Fix = "move the declaration to internals"
	}
	c.add(d)
}
