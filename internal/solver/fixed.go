package solver

import "github.com/spikelet/spikelet/internal/ir"

// fixed makes p.Step one step of size Dt: the stages' points are chains of fused multiply-adds from the old state, with
// the products dt·a_ij as constants; the new state is the old plus the increment, so that one rounding per step is of the
// size of the state.
func (t *tableau) fixed(s *system, p *ir.Program) error {
	b := ir.NewBuilder("step")
	y := s.start(b)
	k := t.stages(s, b, y, func(c ratio) ir.Value { return b.F(c.times(s.Dt)) }, b.F(0))
	next := make([]ir.Value, len(y))
	for i := range y {
		next[i] = b.Add(y[i], combine(b, t.b, k, i, func(c ratio) ir.Value { return b.F(c.times(s.Dt)) }))
	}
	s.finish(b, next)
	p.Step = b.Func()
	return nil
}

// finish makes next the new values of vars.
func (s *system) finish(b *ir.Builder, next []ir.Value) {
	for i, x := range s.vars {
		b.Output(x, next[i])
	}
}

// stages writes the slopes k[j] of all stages from the state y. scaled gives h·c for a coefficient c; elapsed is the time
// from ir.TimeBegin to the start of this step.
func (t *tableau) stages(s *system, b *ir.Builder, y []ir.Value, scaled func(ratio) ir.Value, elapsed ir.Value) [][]ir.Value {
	var k [][]ir.Value
	for i, row := range t.a {
		point := make([]ir.Value, len(y))
		for v := range y {
			point[v] = y[v]
			for j, a := range row {
				if a != zero {
					point[v] = b.FMA(k[j][v], scaled(a), point[v])
				}
			}
		}
		k = append(k, s.slopes(b, point, s.moment(b, b.Add(elapsed, scaled(t.node(i))))))
	}
	return k
}

// combine writes Σ_j weight(c_j)·k[j][v], leaving out what is zero.
func combine(b *ir.Builder, c []ratio, k [][]ir.Value, v int, weight func(ratio) ir.Value) ir.Value {
	sum := ir.None
	for j, c := range c {
		switch {
		case c == zero:
		case sum == ir.None:
			sum = b.Mul(k[j][v], weight(c))
		default:
			sum = b.FMA(k[j][v], weight(c), sum)
		}
	}
	return sum
}
