package solver

import "github.com/spikelet/spikelet/internal/ir"

// Constants of the step size control, those of GSL's standard odeiv control and evolution.
const (
	rejectAbove = 1.1 // the scaled error above which an attempt is repeated
	growBelow   = 0.5 // and below which the next step is larger
	safety      = 0.9
	leastFactor = 0.2
	mostFactor  = 5

	// leastStep·Dt is the step size at which integration fails. It is far below the resolution of time, which the upstroke of
	// an exponential integrate-and-fire neuron may need although it ends at a finite value: 1e20 mV/ms and a tolerance of
	// 1e-11 mV make steps of 1e-31 ms.
	leastStep = 0x1p-200
)

// adaptive makes p.Attempt one attempt of a step of size h, which persists between time steps in ir.StepSizeColumn, and
// judges it by the error estimate of the pair (order q of the result that advances the state):
//
//	h ← min(h, rest of the time step)
//	r = max_i |err_i| / (absolute + relative·|y_i|), y the new state
//	r > 1.1 or NaN: the attempt is repeated from the same state with h·max(0.2, 0.9·r^(-1/q))
//	else it is accepted, and if r < 0.5: h ← h·min(5, max(1, 0.9·r^(-1/(q+1))))
//
// A state that is not finite counts as r = NaN. The attempt that reaches the end of the time step sets the elapsed time to
// Dt exactly. Integration fails when h becomes smaller than leastStep·Dt. A step size that is not positive, as after the
// column's creation, is taken for Dt.
func (e *embeddedPair) adaptive(s *system, p *ir.Program) error {
	b := ir.NewBuilder("attempt")
	y, elapsed := s.start(b), b.Input(ir.ElapsedColumn, ir.F64)
	h, last := s.stepSize(b, elapsed)
	next, scaledError := e.tableau.attempt(s, b, y, h, elapsed)
	c := control(b, h, scaledError, e.order)

	end := b.F(s.Dt)
	advanced := b.Select(last, end, b.Add(elapsed, h))
	tooSmall := b.Op(ir.And, b.Op(ir.Not, c.accepted), b.Op(ir.Le, c.next, b.F(s.Dt*leastStep)))
	for i, x := range s.vars {
		b.Output(x, b.Select(c.accepted, next[i], y[i]))
	}
	b.Output(ir.StepSizeColumn, c.next)
	b.Output(ir.ElapsedColumn, b.Select(c.accepted, advanced, elapsed))
	b.Output(ir.FailOutput, tooSmall)

	p.Attempt = b.Func()
	p.Adaptive = &ir.Adaptive{Dt: s.Dt, MaxAttempts: s.MaxAttempts}
	p.Columns = append(p.Columns, ir.Column{Name: ir.ElapsedColumn, Type: ir.F64, Role: ir.TempColumn})
	if _, ok := s.model.State(ir.StepSizeColumn); !ok {
		p.Columns = append(p.Columns, ir.Column{Name: ir.StepSizeColumn, Type: ir.F64, Role: ir.StateColumn})
	}
	return nil
}

// stepSize is the size of this attempt and whether it reaches the end of the time step.
func (s *system) stepSize(b *ir.Builder, elapsed ir.Value) (h, last ir.Value) {
	h = b.Input(ir.StepSizeColumn, ir.F64)
	h = b.Select(b.Op(ir.Lt, b.F(0), h), h, b.F(s.Dt))
	if s.MaxStep < s.Dt {
		h = least(b, h, b.F(s.MaxStep))
	}
	rest := b.Sub(b.F(s.Dt), elapsed)
	last = b.Op(ir.Le, rest, h)
	return b.Select(last, rest, h), last
}

// attempt writes the state after a step of size h from y, and its scaled error.
func (t *tableau) attempt(s *system, b *ir.Builder, y []ir.Value, h, elapsed ir.Value) (next []ir.Value, scaledError ir.Value) {
	coefficient := func(c ratio) ir.Value { return b.F(c.float()) }
	k := t.stages(s, b, y, func(c ratio) ir.Value { return b.Mul(h, coefficient(c)) }, elapsed)
	next = make([]ir.Value, len(y))
	errs := make([]ir.Value, len(y))
	for i := range y {
		next[i] = b.FMA(h, combine(b, t.b, k, i, coefficient), y[i])
		errs[i] = b.Op(ir.Abs, combine(b, t.errors(), k, i, coefficient))
	}
	return next, s.scaledError(b, h, next, errs)
}

// scaledError is the largest of h·errs in units of its tolerance; NaN if a value of next or errs is not finite.
func (s *system) scaledError(b *ir.Builder, h ir.Value, next, errs []ir.Value) ir.Value {
	absolute := b.F(s.AbsoluteTolerance)
	if s.RelativeTolerance > 0 {
		for i := range errs {
			tolerance := b.FMA(b.F(s.RelativeTolerance), b.Op(ir.Abs, next[i]), absolute)
			errs[i] = b.Div(errs[i], tolerance)
		}
	}
	worst := b.Mul(h, largest(b, errs))
	if s.RelativeTolerance == 0 {
		worst = b.Div(worst, absolute)
	}
	for _, v := range next {
		worst = b.FMA(v, b.F(0), worst)
	}
	return worst
}

// largest is the largest of values, none of them negative. Their bits are compared as integers: the order is the same, and
// NaN comes out as larger than infinity.
func largest(b *ir.Builder, values []ir.Value) ir.Value {
	most := b.Op(ir.Bits, values[0])
	for _, v := range values[1:] {
		bits := b.Op(ir.Bits, v)
		most = b.Select(b.Op(ir.Lt, most, bits), bits, most)
	}
	return b.Op(ir.Float, most)
}

type decision struct {
	accepted ir.Value // Bool
	next     ir.Value // the size of the next attempt
}

// control judges an attempt of size h by its scaled error r.
func control(b *ir.Builder, h, r ir.Value, order int) decision {
	q := float64(order)
	accepted := b.Op(ir.Le, r, b.F(rejectAbove))
	exponent := b.Select(accepted, b.F(-1/(q+1)), b.F(-1/q))
	power := b.Op(ir.Exp, b.Mul(b.Op(ir.Log, r), exponent))
	factor := b.Mul(b.F(safety), power)
	grown := b.Select(b.Op(ir.Lt, r, b.F(growBelow)), least(b, most(b, factor, b.F(1)), b.F(mostFactor)), b.F(1))
	shrunk := most(b, factor, b.F(leastFactor))
	return decision{accepted, b.Mul(h, b.Select(accepted, grown, shrunk))}
}

// least is x where x < y, else y; most is x where x > y, else y: y where x is NaN.
func least(b *ir.Builder, x, y ir.Value) ir.Value { return b.Select(b.Op(ir.Lt, x, y), x, y) }
func most(b *ir.Builder, x, y ir.Value) ir.Value  { return b.Select(b.Op(ir.Lt, y, x), x, y) }
