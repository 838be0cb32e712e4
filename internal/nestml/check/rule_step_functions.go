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
		d.Fix = in(millisecond).timesOne()
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
	}
	switch p.block {
	case inFunction:
		d.Why, d.Fix = "functions depend on their arguments", "pass it as an argument"
	case inEquations, inKernel:
		d.Why, d.Fix = "equations are the same for every time step", "compute it in internals, and use that"
	default:
		c.unsupported(e, e.Name.Name+"() in "+blocks[p.block].name, "compute it in internals, and use that")
		return
	}
	c.add(d)
}
