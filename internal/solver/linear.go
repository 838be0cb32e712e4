package solver

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spikelet/spikelet/internal/ad"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

// linearSystem is x' = A x + b for the variables that one integrate_odes advances, all others held.
type linearSystem struct {
	call      ir.Integral
	vars      []string
	equations *ir.Func // of vars
	jacobian  *ir.Func // parameters, internals → the entries of A that are not zero, named ad.Partial(x', y)
}

// linear returns why the equations of some call are not linear with constant coefficients, or nil.
func (s *system) linear() *NotLinearError {
	_, err := s.linearSystems()
	return err
}

// linearSystems returns the linear system of each call that advances any of s.vars.
func (s *system) linearSystems() ([]linearSystem, *NotLinearError) {
	var list []linearSystem
	for _, call := range s.model.Integrals {
		l := linearSystem{call: call}
		for _, x := range s.vars {
			if slices.Contains(call.Vars, x) {
				l.vars = append(l.vars, x)
			}
		}
		if len(l.vars) == 0 {
			continue
		}
		l.equations = restrict(s.equations, l.vars)
		if err := l.check(s.model); err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, nil
}

// check finds out whether the equations are linear and fills in the jacobian.
func (l *linearSystem) check(m *ir.Model) *NotLinearError {
	degrees := affineDegrees(l.equations, l.vars)
	for _, x := range l.vars {
		v := l.equations.Output(ir.Derivative(x))
		if degrees[v] == nonlinear {
			return &NotLinearError{Model: m.Name, Variable: x, Reason: l.explain(degrees, v)}
		}
	}
	forward := ad.Forward(l.equations, l.vars...)
	l.jacobian = pass.Standard(pass.Keep(forward, func(output string) bool {
		return l.equations.Output(output) == ir.None
	}))
	for _, x := range l.vars {
		for _, y := range l.vars {
			if name := l.variableCoefficient(m, x, y); name != "" {
				reason := fmt.Sprintf("the coefficient of %s depends on %s", y, name)
				return &NotLinearError{Model: m.Name, Variable: x, Reason: reason}
			}
		}
	}
	return nil
}

// variableCoefficient returns an input that the coefficient of y in the equation of x reads and that is not constant, or "".
func (l *linearSystem) variableCoefficient(m *ir.Model, x, y string) string {
	v := l.jacobian.Output(ad.Partial(ir.Derivative(x), y))
	if v == ir.None {
		return ""
	}
	for i, read := range l.jacobian.Reads(v) {
		if name := l.jacobian.In[i].Name; read && !constant(m, name) {
			return name
		}
	}
	return ""
}

// degree says how a value depends on a set of variables.
type degree uint8

const (
	independent degree = iota // not at all
	affine                    // as a sum of multiples of them and something independent
	nonlinear                 // otherwise, or on the time within the step
)

// affineDegrees classifies every instruction of f by structure: a product of two dependent values is nonlinear even if it
// cancels later.
func affineDegrees(f *ir.Func, vars []string) []degree {
	degrees := make([]degree, len(f.Code))
	for v, in := range f.Code {
		if in.Op == ir.Input {
			switch name := f.In[in.Imm].Name; {
			case name == ir.TimeInput, name == ir.IntoInput:
				degrees[v] = nonlinear
			case slices.Contains(vars, name):
				degrees[v] = affine
			}
			continue
		}
		var of [3]degree
		for i := range in.Op.NumArgs() {
			of[i] = degrees[in.Args[i]]
		}
		degrees[v] = affineDegree(in.Op, of)
	}
	return degrees
}

func affineDegree(op ir.Op, of [3]degree) degree {
	most := max(of[0], of[1], of[2])
	if most == independent {
		return independent
	}
	linear := false
	switch op {
	case ir.Add, ir.Sub, ir.Neg:
		linear = true
	case ir.Mul, ir.FMA:
		linear = of[0] == independent || of[1] == independent
	case ir.Div:
		linear = of[1] == independent
	case ir.Select:
		linear = of[0] == independent
	}
	if !linear {
		return nonlinear
	}
	return most
}

// explain says in words which operation makes v nonlinear.
func (l *linearSystem) explain(degrees []degree, v ir.Value) string {
	f := l.equations
	needed := f.Needs(v)
	for at, in := range f.Code {
		if !needed[at] || degrees[at] != nonlinear {
			continue
		}
		var names []string
		for i, read := range f.Reads(ir.Value(at)) {
			name := f.In[i].Name
			if read && (name == ir.TimeInput || slices.Contains(l.vars, name)) {
				names = append(names, name)
			}
		}
		return phrase(in.Op, strings.Join(names, " and "))
	}
	panic("solver: no operation is nonlinear")
}

func phrase(op ir.Op, names string) string {
	switch op {
	case ir.Input:
		return "the time appears"
	case ir.Mul, ir.FMA:
		return "there is a product of terms with " + names
	case ir.Div:
		return "there is a division by a term with " + names
	case ir.Select, ir.Eq, ir.Ne, ir.Lt, ir.Le:
		return "there is a condition on " + names
	}
	return fmt.Sprintf("there is %v of a term with %s", op, names)
}
