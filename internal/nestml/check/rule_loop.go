package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// maxRounds bounds the rounds of a for loop, for each is written out.
const maxRounds = 1000

// ruleLoopVariable finds the variable of a for statement: an integer that is declared and can be assigned; else nil.
func (c *checker) ruleLoopVariable(f *ast.For, p place) *Symbol {
	if f.Var.Name == "" {
		return nil
	}
	s := c.lookup(f.Var, p)
	d := diag.Diagnostic{
		Span: f.Var.Span, Code: "loop",
		Fix: fmt.Sprintf("declare %s integer = 0 before the loop", f.Var.Name),
	}
	switch {
	case s == nil:
		d.Message = fmt.Sprintf("the loop variable %s is not declared", f.Var.Full())
		c.undefined[f.Var.Full()] = true
		c.add(d)
		return nil
	case s.Kind != LocalSymbol && (s.Kind != StateSymbol || p.function != nil):
		d.Message = fmt.Sprintf("%s cannot be a loop variable", s.Name)
		d.Why = fmt.Sprintf("it is %s", c.whereDeclared(s))
	case p.locals.loops(s):
		d.Message = fmt.Sprintf("%s counts the rounds of a loop around this already", s.Name)
		d.Fix = "use another variable"
	case s.Type.Kind != Integer && s.Type.Kind != Invalid:
		d.Message = fmt.Sprintf("the loop variable %s must be an integer", s.Name)
		d.Why = c.symbolOrigin(s)
	default:
		c.model.Uses[f.Var], c.model.Types[f.Var] = s, s.Type
		return s
	}
	c.add(d)
	return s
}

// ruleLoopBounds reports bounds of a for statement that are not constant integers, or are too far apart.
func (c *checker) ruleLoopBounds(f *ast.For) {
	var values [3]int64
	for i, bound := range []ast.Expr{f.From, f.To, f.Step} {
		if c.model.Types[bound].Kind == Invalid {
			return
		}
		num, den, ok := Constant(bound)
		switch {
		case !ok:
			c.unsupported(bound, "loops whose bounds are not constant",
				"write the largest number, and put what the loop does under an if")
			return
		case den != 1:
			c.add(diag.Diagnostic{
				Span: bound.Range(), Code: "loop",
				Message: fmt.Sprintf("the bounds and the step of a loop are whole numbers, not %s", c.textOf(bound)),
				Fix:     "multiply the loop variable inside the loop",
			})
			return
		}
		values[i] = num
	}
	loop := Loop{values[0], values[1], values[2]}
	d := diag.Diagnostic{Span: f.From.Range().To(f.Step.Range()), Code: "loop"}
	switch {
	case loop.Step == 0:
		d.Message = "a loop with step 0 never ends"
		d.Fix = "write step 1"
	case loop.Count() > maxRounds:
		d.Message = fmt.Sprintf("this loop has %d rounds, more than %d", loop.Count(), maxRounds)
		d.Why = "each round is written out"
	default:
		c.model.Loops[f] = loop
		return
	}
	c.add(d)
}

// ruleWhile reports while loops.
func (c *checker) ruleWhile(w *ast.While) {
	c.unsupported(w.Cond, "while loops", "use a for loop with constant bounds, and an if inside")
}
