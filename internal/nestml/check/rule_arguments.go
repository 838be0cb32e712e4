package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleArgumentCount reports a call with too few or too many arguments; most < 0 is any number.
func (c *checker) ruleArgumentCount(e *ast.Call, least, most int) bool {
	n := len(e.Args)
	if n >= least && (n <= most || most < 0) {
		return true
	}
	takes := "no arguments"
	switch {
	case least == 0 && most == 1:
		takes = "at most one argument"
	case least == 1:
		takes = "one argument"
	case least > 1:
		takes = fmt.Sprintf("%d arguments", least)
	}
	c.add(diag.Diagnostic{
		Span: e.Span, Code: "argument-count",
		Message: fmt.Sprintf("%s() takes %s, not %d", e.Name.Name, takes, n),
		Fix:     c.signature(e),
	})
	return false
}

// signature shows how a user's function is called.
func (c *checker) signature(e *ast.Call) string {
	f := c.functions[e.Name.Name]
	if f == nil {
		return ""
	}
	s := "call it as " + f.Name + "("
	for i, p := range f.Params {
		if i > 0 {
			s += ", "
		}
		s += p.Name
	}
	return s + ")"
}

// ruleArgumentNumber judges a function of one plain number, like exp. A quantity is a warning, as in NESTML.
func (c *checker) ruleArgumentNumber(e *ast.Call) Type {
	if !c.ruleOperand(e.Name.Name+"()", Type{Kind: Quantity}, e.Args[0]) {
		return plain
	}
	if c.model.Types[e.Args[0]].Kind == Quantity {
		c.ruleUnitDropped(e.Args[0], "the argument of "+e.Name.Name+"()")
	}
	return plain
}

// ruleGeneric judges a function whose arguments and result are alike, like max.
func (c *checker) ruleGeneric(e *ast.Call) Type {
	if !c.ruleOperand(e.Name.Name+"()", Type{Kind: Quantity}, e.Args...) {
		return invalid
	}
	return c.ruleMeet(e.Span, "the arguments of "+e.Name.Name+"() are %s and %s", e.Args...)
}
