package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleIntegrate judges integrate_odes(x, …): ODE variables, in update. It keeps what the call advances.
func (c *checker) ruleIntegrate(e *ast.Call, p place) Type {
	if !c.ruleEffect(e, p) {
		return void
	}
	if p.block != inUpdate {
		c.unsupported(e, "integrate_odes() outside update",
			"call it in update, under an if that tests what the handler set")
		return void
	}
	if len(e.Args) == 0 {
		c.model.Integrate[e] = c.advanced
		return void
	}
	wanted := map[*Symbol]bool{}
	for _, a := range e.Args {
		if s := c.integrated(a, p); s != nil {
			wanted[s] = true
		}
	}
	list := []*Symbol{}
	for _, s := range c.advanced {
		name, _, _ := strings.Cut(s.Name, "'")
		if wanted[c.variables[name]] {
			list = append(list, s)
		}
	}
	c.model.Integrate[e] = list
	return void
}

// integrated is the ODE variable that an argument names, nil after an error.
func (c *checker) integrated(a ast.Expr, p place) *Symbol {
	d := diag.Diagnostic{
		Span: a.Range(), Code: "integrate-odes",
		Message: fmt.Sprintf("integrate_odes() cannot advance %s", c.textOf(a)),
		Fix:     "name variables that have an equation, or none to advance all",
	}
	id, ok := a.(*ast.Ident)
	if !ok {
		d.Why = "it takes names of variables"
		c.add(d)
		return nil
	}
	s := c.lookup(id, p)
	if s == nil {
		c.ruleUndefined(id, p)
		return nil
	}
	c.model.Uses[id], c.model.Types[id] = s, s.Type
	switch {
	case id.Primes > 0:
		d.Why, d.Fix = "derivatives advance with their variable", "write "+id.Name
	case s.Kind != StateSymbol:
		d.Why = fmt.Sprintf("%s is %s", s.Name, c.whereDeclared(s))
	case !slices.Contains(c.advanced, s):
		d.Why = fmt.Sprintf("%s has no equation", s.Name)
	default:
		return s
	}
	c.add(d)
	return nil
}

// ruleIntegrateMissing reports equations that are never integrated.
func (c *checker) ruleIntegrateMissing() {
	if len(c.advanced) == 0 || c.model.AST.Update == nil || len(c.calls["integrate_odes"]) > 0 {
		return
	}
	c.add(diag.Diagnostic{
		Span: c.odes[c.variables[c.advanced[0].Name]].Span, Code: "integrate-odes",
		Message: "the equations are never integrated",
		Why:     "variables change only in calls of integrate_odes()",
		Fix:     "call integrate_odes() in update",
	})
}
