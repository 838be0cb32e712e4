package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleConvolve judges convolve(kernel, port): a kernel and a spiking port, in either order, in equations.
func (c *checker) ruleConvolve(e *ast.Call, p place) Type {
	if !c.ruleArgumentCount(e, 2, 2) {
		return plain
	}
	if p.block != inEquations {
		c.add(diag.Diagnostic{
			Span: e.Span, Code: "convolve",
			Message: fmt.Sprintf("convolve() cannot be called in %s", blocks[p.block].name),
			Why:     "it stands for states that equations integrate",
			Fix:     "give it a name in equations: inline g real = " + c.textOf(e),
		})
		return plain
	}
	var kernel, port *Symbol
	for _, a := range e.Args {
		s := c.convolveArgument(a, p)
		switch {
		case s == nil:
			return plain
		case s.Kind == KernelSymbol && kernel == nil:
			kernel = s
		case s.Kind == SpikePortSymbol && port == nil:
			port = s
		case s.Kind == StateSymbol && c.kernelSystem(s.Name):
			return plain // the kernel was reported
		default:
			c.add(c.wrongConvolve(a, c.whereDeclared(s)))
			return plain
		}
	}
	return plain
}

// convolveArgument is what an argument names, nil after an error.
func (c *checker) convolveArgument(a ast.Expr, p place) *Symbol {
	id, ok := a.(*ast.Ident)
	if !ok {
		c.add(c.wrongConvolve(a, "an expression"))
		return nil
	}
	s := c.lookup(id, p)
	if s == nil {
		c.ruleUndefined(id, p)
		return nil
	}
	if !c.ruleVector(id) {
		return nil
	}
	c.model.Uses[id], c.model.Types[id] = s, s.Type
	return s
}

func (c *checker) wrongConvolve(a ast.Expr, is string) diag.Diagnostic {
	return diag.Diagnostic{
		Span: a.Range(), Code: "convolve",
		Message: "convolve() takes a kernel and a spiking port",
		Why:     fmt.Sprintf("%s is %s", c.textOf(a), is),
		Fix:     "write convolve(kernel, port), and factors outside",
	}
}
