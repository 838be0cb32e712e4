package solver

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/ad"
	"github.com/spikelet/spikelet/internal/ir"
)

// exact makes p.Step the exact solution of linear equations x' = A x + b with coefficients A that are constant during a
// run and b that is constant during the step (inputs, other variables):
//
//	x(t+dt) = P x + Q b,  P = exp(A·dt),  Q = ∫₀^dt exp(A·s) ds
//
// P and Q are parameter columns that Calibrate fills; only entries that A's structure allows to be nonzero have one. Each
// call of integrate_odes has its own propagator, for the variables that it advances with the others held. The method is
// that of S. Rotter and M. Diesmann, Biol. Cybern. 81 (1999) 381, doi:10.1007/s004220050570; the matrix exponential is
// numeric, so equal time constants need no special case.
func exact(s *system, p *ir.Program) error {
	systems, notLinear := s.linearSystems()
	if notLinear != nil {
		return notLinear
	}
	b := ir.NewBuilder("step")
	next := map[string]ir.Value{}
	for _, x := range s.vars {
		next[x] = b.Input(x, ir.F64)
	}
	for i, l := range systems {
		c := l.calibration(s.Dt, i+1)
		p.Calibrations = append(p.Calibrations, c)
		for _, name := range c.Columns() {
			p.Columns = append(p.Columns, ir.Column{Name: name, Type: ir.F64, Role: ir.ParamColumn})
		}
		when := ir.None
		if l.call.When != "" {
			when = b.Input(l.call.When, ir.Bool)
		}
		for x, v := range l.propagate(b, s, c) {
			next[l.vars[x]] = where(b, when, v, next[l.vars[x]])
		}
	}
	values := make([]ir.Value, len(s.vars))
	for i, x := range s.vars {
		values[i] = next[x]
	}
	s.finish(b, values)
	p.Step = b.Func()
	return nil
}

// calibration describes the matrices of l; number tells the columns of several systems apart.
func (l *linearSystem) calibration(dt float64, number int) *ir.Calibration {
	c := &ir.Calibration{Dt: dt, Size: len(l.vars), Coefficients: l.jacobian}
	for _, o := range l.jacobian.Out {
		for row, x := range l.vars {
			for col, y := range l.vars {
				if o.Name == ad.Partial(ir.Derivative(x), y) {
					c.A = append(c.A, ir.Entry{Row: row, Col: col, Name: o.Name})
				}
			}
		}
	}
	reach := reachable(c.A, c.Size)
	offsets := l.offsets(ir.NewBuilder("offsets"))
	for row, x := range l.vars {
		for col, y := range l.vars {
			if !reach[row][col] {
				continue
			}
			c.P = append(c.P, ir.Entry{Row: row, Col: col, Name: fmt.Sprintf("P%d[%s,%s]", number, x, y)})
			if offsets[col] != ir.None {
				c.Q = append(c.Q, ir.Entry{Row: row, Col: col, Name: fmt.Sprintf("Q%d[%s,%s]", number, x, y)})
			}
		}
	}
	return c
}

// reachable says which entries of exp(A·t) may be other than 0: those between which the entries of A make a path
// (Warshall's algorithm), and the diagonal.
func reachable(entries []ir.Entry, n int) [][]bool {
	reach := make([][]bool, n)
	for i := range reach {
		reach[i] = make([]bool, n)
		reach[i][i] = true
	}
	for _, e := range entries {
		reach[e.Row][e.Col] = true
	}
	for via := range reach {
		for from := range reach {
			for to := range reach {
				reach[from][to] = reach[from][to] || reach[from][via] && reach[via][to]
			}
		}
	}
	return reach
}

// propagate writes P x + Q b for each of l.vars, the smaller terms first.
func (l *linearSystem) propagate(b *ir.Builder, s *system, c *ir.Calibration) []ir.Value {
	offsets := l.offsets(b)
	next := make([]ir.Value, len(l.vars))
	for i := range next {
		next[i] = ir.None
	}
	add := func(e ir.Entry, x ir.Value) {
		column := b.Input(e.Name, ir.F64)
		if next[e.Row] == ir.None {
			next[e.Row] = b.Mul(column, x)
		} else {
			next[e.Row] = b.FMA(column, x, next[e.Row])
		}
	}
	for _, e := range c.Q {
		add(e, offsets[e.Col])
	}
	for _, own := range []bool{false, true} {
		for _, e := range c.P {
			if (e.Row == e.Col) == own {
				add(e, b.Input(l.vars[e.Col], ir.F64))
			}
		}
	}
	return next
}
