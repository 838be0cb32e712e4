package check

import (
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleODEVariable reports an equation of order n for which state does not declare all orders below n, or a second equation of
// one variable; else it enters the variables of the equation.
func (c *checker) ruleODEVariable(o *ast.ODE) {
	if o.Var.Name == "" || o.Var.Primes == 0 || !c.ruleVector(o.Var) {
		return
	}
	base := c.variables[o.Var.Name]
	switch {
	case base == nil:
		c.add(diag.Diagnostic{
			Span: o.Var.Span, Code: "ode-variable",
			Message: fmt.Sprintf("%s has an equation but no initial value", o.Var.Name),
			Why:     "every variable of an equation is declared in state",
			Fix:     c.nearest(o.Var.Name, c.stateNames(), "add "+o.Var.Name+" to state"),
		})
	case base.Kind != StateSymbol:
		c.add(diag.Diagnostic{
			Span: o.Var.Span, Code: "ode-variable",
			Message: fmt.Sprintf("%s has an equation but is %s", o.Var.Name, c.whereDeclared(base)),
			Why:     "every variable of an equation is declared in state",
			Fix:     "move its declaration to state",
		})
	case c.odes[base] != nil:
		c.add(diag.Diagnostic{
			Span: o.Var.Span, Code: "ode-variable",
			Message: fmt.Sprintf("%s has two equations", o.Var.Name),
			Why:     fmt.Sprintf("the first is in line %d", c.line(c.odes[base])),
			Fix:     "remove one of them",
		})
	default:
		c.odes[base] = o
		c.model.Uses[o.Var] = base
		c.model.Types[o.Var] = c.derivative(o.Var, base)
		c.ruleLowerOrders(o)
	}
}

// ruleLowerOrders enters x, x', … below the order of o, and reports those that state lacks.
func (c *checker) ruleLowerOrders(o *ast.ODE) {
	for order := range o.Var.Primes {
		name := o.Var.Name + strings.Repeat("'", order)
		s := c.variables[name]
		if s != nil && s.Kind == StateSymbol {
			c.advanced = append(c.advanced, s)
			continue
		}
		c.undefined[name] = true
		c.add(diag.Diagnostic{
			Span: o.Var.Span, Code: "ode-variable",
			Message: fmt.Sprintf("%s has no initial value", name),
			Why:     fmt.Sprintf("an equation of order %d needs initial values of all orders below", o.Var.Primes),
			Fix:     fmt.Sprintf("add %s to state", name),
		})
	}
}

func (c *checker) stateNames() (names []string) {
	for _, s := range c.model.States {
		names = append(names, s.Name)
	}
	return names
}

// ruleOrders reports a derivative in state that no equation integrates.
func (c *checker) ruleOrders() {
	for _, s := range c.model.States {
		name, primes, found := strings.Cut(s.Name, "'")
		if !found || c.kernelSystem(name) {
			continue
		}
		order := len(primes) + 1
		o := c.odes[c.variables[name]]
		if o != nil && o.Var.Primes > order {
			continue
		}
		d := diag.Diagnostic{
			Span: c.nameSpan(s), Code: "ode-variable",
			Message: fmt.Sprintf("no equation integrates %s", s.Name),
			Why:     fmt.Sprintf("a derivative is a state only where %s has an equation of higher order", name),
			Fix:     fmt.Sprintf("add an equation for %s'", s.Name),
		}
		if o != nil {
			d.Message = fmt.Sprintf("%s is given by an equation and cannot be a state as well", s.Name)
			d.Why = fmt.Sprintf("the equation in line %d is of order %d", c.line(o), o.Var.Primes)
			d.Fix = "remove it from state"
		}
		c.add(d)
	}
}

// kernelSystem reports whether a kernel given as a system of ODEs bears the name.
func (c *checker) kernelSystem(name string) bool {
	if c.model.AST.Equations == nil {
		return false
	}
	for _, k := range c.model.AST.Equations.Kernels {
		for _, part := range k.Parts {
			if part.Var.Name == name && part.Var.Primes > 0 {
				return true
			}
		}
	}
	return false
}

// derivative is the type of the derivative id of x.
func (c *checker) derivative(id *ast.Ident, x *Symbol) Type {
	if !x.Type.Numeric() {
		return invalid
	}
	return c.ruleUnitRange(id, x.Type.Unit.Div(millisecond.Pow(id.Primes, 1)))
}
