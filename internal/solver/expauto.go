package solver

import (
	"github.com/spikelet/spikelet/internal/ad"
	"github.com/spikelet/spikelet/internal/ir"
)

// exponentialEuler makes p.Step one step of the exponential Euler method as BrainPy has it: every variable on its own,
// with all others held at their old values,
//
//	x(t+dt) = x + dt·φ(dt·L)·f(x),  L = ∂f/∂x,  φ(z) = (e^z - 1)/z, φ(0) = 1
//
// It is exact for an equation that is linear in its own variable with constant coefficients, else of first order. φ is
// computed by expm1 to a few ulp, where BrainPy's e^z - 1 loses digits near z = 0; for z > 709.78 both are infinite.
func exponentialEuler(s *system, p *ir.Program) error {
	b := ir.NewBuilder("step")
	y := s.start(b)
	moment := s.moment(b, b.F(0))
	k := s.slopes(b, y, moment)
	next := make([]ir.Value, len(y))
	for i, x := range s.vars {
		derivative := ad.Partial(ir.Derivative(x), x)
		own := ad.Forward(restrict(s.equations, []string{x}), x)
		weight := b.F(s.Dt)
		if own.Output(derivative) != ir.None {
			slope := inline(b, own, moment)[derivative]
			weight = growth(b, s.Dt, slope)
		}
		next[i] = b.FMA(weight, k[i], y[i])
	}
	s.finish(b, next)
	p.Step = b.Func()
	return nil
}

// growth is dt·φ(dt·L) = (e^(dt·L) - 1)/L, and dt where dt·L = 0.
func growth(b *ir.Builder, dt float64, slope ir.Value) ir.Value {
	z := b.Mul(b.F(dt), slope)
	return b.Select(b.Op(ir.Eq, z, b.F(0)), b.F(dt), b.Div(b.Op(ir.Expm1, z), slope))
}
