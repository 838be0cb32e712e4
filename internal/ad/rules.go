package ad

import (
	"fmt"
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// rule differentiates one operation. In its methods y is the result, u are the operands and du their derivatives, of which
// at least one is not ir.None (zero).
type rule struct {
	b  *ir.Builder
	op ir.Op
}

func (r rule) apply(u, du [3]ir.Value, y ir.Value) ir.Value {
	b := r.b
	switch r.op {
	case ir.Add:
		return r.sum(du[0], du[1])
	case ir.Sub:
		return r.difference(du[0], du[1])
	case ir.Mul:
		return r.sum(r.times(du[0], u[1]), r.times(u[0], du[1]))
	case ir.Div:
		// d(u/v) = (du - y·dv)/v
		return b.Div(r.difference(du[0], r.times(y, du[1])), u[1])
	case ir.FMA:
		return r.fused(u, du)
	case ir.Neg:
		return b.Op(ir.Neg, du[0])
	case ir.Abs:
		return b.Select(b.Op(ir.Lt, u[0], b.F(0)), b.Op(ir.Neg, du[0]), du[0])
	case ir.Sqrt:
		return b.Div(du[0], b.Add(y, y))
	case ir.Floor, ir.Ceil, ir.Trunc, ir.RoundEven:
		return ir.None
	case ir.Select:
		return b.Select(u[0], r.orZero(du[1]), r.orZero(du[2]))
	case ir.Pow:
		return r.power(u, du, y)
	}
	return r.function(u[0], du[0], y)
}

// function differentiates the mathematical functions of one variable.
func (r rule) function(u, du, y ir.Value) ir.Value {
	b := r.b
	switch r.op {
	case ir.Exp:
		return b.Mul(y, du)
	case ir.Expm1:
		return b.Mul(b.Op(ir.Exp, u), du)
	case ir.Log:
		return b.Div(du, u)
	case ir.Log1p:
		return b.Div(du, b.Add(b.F(1), u))
	case ir.Log10:
		return b.Div(du, b.Mul(u, b.F(math.Ln10)))
	case ir.Sin:
		return b.Mul(b.Op(ir.Cos, u), du)
	case ir.Cos:
		return b.Op(ir.Neg, b.Mul(b.Op(ir.Sin, u), du))
	case ir.Tan:
		return b.Mul(b.FMA(y, y, b.F(1)), du)
	case ir.Sinh:
		return b.Mul(b.Op(ir.Cosh, u), du)
	case ir.Cosh:
		return b.Mul(b.Op(ir.Sinh, u), du)
	case ir.Tanh: // du/cosh²u: 1-y² would lose all its digits where tanh saturates
		c := b.Op(ir.Cosh, u)
		return b.Div(b.Div(du, c), c)
	case ir.Erf:
		return b.Mul(r.bell(u, 2/math.SqrtPi), du)
	case ir.Erfc:
		return b.Mul(r.bell(u, -2/math.SqrtPi), du)
	}
	panic(fmt.Sprintf("ad: no rule for %v", r.op))
}

// fused differentiates u0·u1 + u2.
func (r rule) fused(u, du [3]ir.Value) ir.Value {
	d := du[2]
	for i, other := range []ir.Value{u[1], u[0]} {
		switch {
		case du[i] == ir.None:
		case d == ir.None:
			d = r.b.Mul(du[i], other)
		default:
			d = r.b.FMA(du[i], other, d)
		}
	}
	return d
}

// power differentiates y = u^v: v·u^(v-1)·du + y·log(u)·dv. The first factor is 0 where v is 0, also at u = 0, and
// the second where u is 0.
func (r rule) power(u, du [3]ir.Value, y ir.Value) ir.Value {
	b := r.b
	base, exponent := ir.None, ir.None
	if du[0] != ir.None {
		base = b.Mul(r.powerSlope(u[0], u[1]), du[0])
	}
	if du[1] != ir.None {
		zero := b.F(0)
		slope := b.Select(b.Op(ir.Eq, u[0], zero), zero, b.Mul(y, b.Op(ir.Log, u[0])))
		exponent = b.Mul(slope, du[1])
	}
	return r.sum(base, exponent)
}

// powerSlope is v·u^(v-1), in simpler form for the exponents that models write.
func (r rule) powerSlope(u, v ir.Value) ir.Value {
	b := r.b
	if in := b.Instr(v); in.Op == ir.Const {
		switch c := math.Float64frombits(in.Imm); c {
		case 0:
			return b.F(0)
		case 1:
			return b.F(1)
		case 2:
			return b.Add(u, u)
		default:
			return b.Mul(v, b.Op(ir.Pow, u, b.F(c-1)))
		}
	}
	zero := b.F(0)
	slope := b.Mul(v, b.Op(ir.Pow, u, b.Sub(v, b.F(1))))
	return b.Select(b.Op(ir.Eq, v, zero), zero, slope)
}

// bell is scale·exp(-u²).
func (r rule) bell(u ir.Value, scale float64) ir.Value {
	b := r.b
	return b.Mul(b.F(scale), b.Op(ir.Exp, b.Op(ir.Neg, b.Mul(u, u))))
}

func (r rule) times(x, y ir.Value) ir.Value {
	if x == ir.None || y == ir.None {
		return ir.None
	}
	return r.b.Mul(x, y)
}

func (r rule) sum(x, y ir.Value) ir.Value {
	switch {
	case x == ir.None:
		return y
	case y == ir.None:
		return x
	}
	return r.b.Add(x, y)
}

func (r rule) difference(x, y ir.Value) ir.Value {
	switch {
	case y == ir.None:
		return x
	case x == ir.None:
		return r.b.Op(ir.Neg, y)
	}
	return r.b.Sub(x, y)
}

func (r rule) orZero(x ir.Value) ir.Value {
	if x == ir.None {
		return r.b.F(0)
	}
	return x
}
