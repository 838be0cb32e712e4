package solver

import (
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
)

// clock is an ODE variable whose derivative is constant during a run and which no equation reads, such as a refractory
// time that runs down. It is advanced by x + c·dt with one rounding, outside of the numerical method and its error
// control. Where that is within 1e-9·|c|·dt of a multiple of c·dt it becomes that multiple, so that roundings do not add up
// and a time of n steps is 0 after n steps.
type clock struct {
	name  string
	slope *ir.Func
}

const clockSnap = 1e-9

// isClock reports whether x is a clock: its derivative depends on parameters and internals alone, and no derivative
// depends on x.
func isClock(m *ir.Model, x string) bool {
	slope := restrict(m.Equations, []string{x})
	for _, in := range slope.In {
		if !constant(m, in.Name) {
			return false
		}
	}
	return !slices.ContainsFunc(m.ODE, func(y string) bool {
		return restrict(m.Equations, []string{y}).Input(x) >= 0
	})
}

// constant reports whether name is a parameter or an internal.
func constant(m *ir.Model, name string) bool {
	named := func(v ir.Variable) bool { return v.Name == name }
	return slices.ContainsFunc(m.Parameters, named) || slices.ContainsFunc(m.Internals, named)
}

// advance writes the clock's value at the end of the step.
func (c clock) advance(b *ir.Builder, s *system) ir.Value {
	x, dt := b.Input(c.name, ir.F64), b.F(s.Dt)
	slope := inline(b, c.slope, nil)[ir.Derivative(c.name)]
	moved, step := b.FMA(slope, dt, x), b.Mul(slope, dt)
	multiple := b.Mul(b.Op(ir.RoundEven, b.Div(moved, step)), step)
	off := b.Op(ir.Abs, b.Sub(moved, multiple)) // NaN for a slope of 0: the clock stands still
	moved = b.Select(b.Op(ir.Lt, off, b.Mul(b.Op(ir.Abs, step), b.F(clockSnap))), multiple, moved)
	return where(b, s.mask(b, c.name), moved, x)
}
