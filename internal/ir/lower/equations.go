package lower

import (
	"strings"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/unit"
)

// equations lowers the right-hand sides. An equation of order n is n equations of order one: x' is a state of its own.
func (l *lowering) equations() {
	s := l.scope("equations", ir.TimeInput)
	highest := map[string]int{} // by name without primes: the order of its equation
	if eq := l.cm.AST.Equations; eq != nil {
		for _, ode := range eq.ODEs {
			highest[ode.Var.Name] = ode.Var.Primes
		}
		for _, ode := range eq.ODEs {
			name := ode.Var.Name + strings.Repeat("'", ode.Var.Primes-1)
			sym := l.state(name)
			s.b.Output(ir.Derivative(name), s.exprAs(ode.Value, rateOf(sym.Type)))
		}
	}
	for _, sym := range l.cm.States {
		base := strings.TrimRight(sym.Name, "'")
		order := len(sym.Name) - len(base)
		if n, ok := highest[base]; ok && order < n {
			l.out.ODE = append(l.out.ODE, sym.Name)
			if order < n-1 {
				s.b.Output(ir.Derivative(sym.Name), s.read(l.state(sym.Name+"'")))
			}
		}
	}
	for _, c := range l.conv {
		l.out.ODE = append(l.out.ODE, c.names()...)
		c.equations(s)
	}
	l.out.Equations = used(s)
}

func (l *lowering) state(name string) *check.Symbol {
	for _, sym := range l.cm.States {
		if sym.Name == name {
			return sym
		}
	}
	panic("lower: no state " + name)
}

// rateOf is the type of the derivative of a variable: its unit per ms.
func rateOf(t check.Type) check.Type {
	u := unitOf(t).Div(milliseconds.Unit)
	if u.Dimensionless() {
		return check.Type{Kind: check.Real, Unit: unit.One}
	}
	return check.Type{Kind: check.Quantity, Unit: u}
}
