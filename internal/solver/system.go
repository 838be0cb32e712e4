package solver

import (
	"maps"
	"math"
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

// system is the initial value problem of one time step: which variables are integrated, by which equations, where.
type system struct {
	Options
	model *ir.Model // with the time step bound to Dt

	vars      []string // integrated numerically, in the order of model.ODE
	equations *ir.Func // outputs ir.Derivative(x) for x of vars
	clocks    []clock  // advanced exactly, see clock
}

// newSystem divides the ODE variables that some integrate_odes advances into clocks and others.
func newSystem(m *ir.Model, o Options) *system {
	m = bindStep(m, o.Dt)
	s := &system{Options: o, model: m}
	for _, x := range m.ODE {
		switch {
		case !s.integrated(x):
		case isClock(m, x):
			s.clocks = append(s.clocks, clock{x, restrict(m.Equations, []string{x})})
		default:
			s.vars = append(s.vars, x)
		}
	}
	if len(s.vars) > 0 {
		s.equations = restrict(m.Equations, s.vars)
	}
	return s
}

// bindStep returns m with the time step as a constant.
func bindStep(m *ir.Model, dt float64) *ir.Model {
	bound := *m
	for _, f := range []**ir.Func{&bound.Equations, &bound.Before, &bound.After} {
		if *f != nil {
			*f = pass.Specialise(*f, map[string]uint64{ir.StepInput: math.Float64bits(dt)})
		}
	}
	return &bound
}

func (s *system) integrated(x string) bool {
	return slices.ContainsFunc(s.model.Integrals, func(call ir.Integral) bool { return slices.Contains(call.Vars, x) })
}

// restrict keeps the equations of vars.
func restrict(equations *ir.Func, vars []string) *ir.Func {
	return pass.Keep(equations, func(output string) bool {
		return slices.ContainsFunc(vars, func(x string) bool { return output == ir.Derivative(x) })
	})
}

// mask is true where one of the calls that advance x is reached; ir.None if that is everywhere.
func (s *system) mask(b *ir.Builder, x string) ir.Value {
	mask := ir.None
	for _, call := range s.model.Integrals {
		if !slices.Contains(call.Vars, x) {
			continue
		}
		if call.When == "" {
			return ir.None
		}
		when := b.Input(call.When, ir.Bool)
		if mask == ir.None {
			mask = when
		} else {
			mask = b.Op(ir.Or, mask, when)
		}
	}
	return mask
}

// where is x under mask, else y.
func where(b *ir.Builder, mask, x, y ir.Value) ir.Value {
	if mask == ir.None {
		return x
	}
	return b.Select(mask, x, y)
}

// start are the values of vars at the start of the step.
func (s *system) start(b *ir.Builder) []ir.Value {
	y := make([]ir.Value, len(s.vars))
	for i, x := range s.vars {
		y[i] = b.Input(x, ir.F64)
	}
	return y
}

// moment is where in time the equations are evaluated: what they read of it, elapsed after the beginning of the integration.
func (s *system) moment(b *ir.Builder, elapsed ir.Value) map[string]ir.Value {
	at := map[string]ir.Value{}
	if s.equations.Input(ir.TimeInput) >= 0 {
		at[ir.TimeInput] = b.Add(b.Input(ir.TimeBegin, ir.F64), elapsed)
	}
	if s.equations.Input(ir.IntoInput) >= 0 {
		at[ir.IntoInput] = elapsed
	}
	return at
}

// slopes writes the derivatives of vars at the point y (one value per variable) and the given moment; 0 where a variable is
// not integrated.
func (s *system) slopes(b *ir.Builder, y []ir.Value, moment map[string]ir.Value) []ir.Value {
	inputs := maps.Clone(moment)
	for i, x := range s.vars {
		inputs[x] = y[i]
	}
	d := inline(b, s.equations, inputs)
	k := make([]ir.Value, len(s.vars))
	for i, x := range s.vars {
		k[i] = where(b, s.mask(b, x), d[ir.Derivative(x)], b.F(0))
	}
	return k
}

// inline writes f with the given inputs bound and all others taken from columns.
func inline(b *ir.Builder, f *ir.Func, inputs map[string]ir.Value) map[string]ir.Value {
	bound := make(map[string]ir.Value, len(f.In))
	for _, slot := range f.In {
		v, ok := inputs[slot.Name]
		if !ok {
			v = b.Input(slot.Name, slot.Type)
		}
		bound[slot.Name] = v
	}
	return b.Inline(f, bound)
}

// varies reports whether an input of the equations may change during a run.
func (s *system) varies(input string) bool {
	isNamed := func(v ir.Variable) bool { return v.Name == input }
	return !slices.ContainsFunc(s.model.Parameters, isNamed) && !slices.ContainsFunc(s.model.Internals, isNamed)
}

// notFinite is true where one of the values is an infinity or NaN: their products with 0 sum to NaN then, else to 0.
func notFinite(b *ir.Builder, values []ir.Value) ir.Value {
	zero := b.F(0)
	sum := zero
	for _, v := range values {
		sum = b.FMA(v, zero, sum)
	}
	return b.Op(ir.Ne, sum, sum)
}
