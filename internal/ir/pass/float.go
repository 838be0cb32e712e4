package pass

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

var (
	one       = math.Float64bits(1)
	minusZero = uint64(1) << 63
)

// simplifyFloat holds the identities of float arithmetic that are exact for every operand. x*0 = 0 and x+0 = x are not
// among them (NaN, infinity, -0), nor is x*(-1) = -x (the sign of a NaN).
func (r *rewriter) simplifyFloat(in ir.Instr) ir.Value {
	x, y := in.Args[0], in.Args[1]
	switch in.Op {
	case ir.Add:
		if r.is(y, minusZero) { // x + (-0) = x
			return x
		}
		if r.is(x, minusZero) {
			return y
		}
	case ir.Sub:
		if r.is(y, 0) { // x - 0 = x
			return x
		}
	case ir.Mul:
		if r.is(y, one) { // x*1 = x
			return x
		}
		if r.is(x, one) {
			return y
		}
	case ir.Div:
		return r.simplifyDivision(x, y)
	case ir.FMA:
		return r.simplifyFMA(x, y, in.Args[2])
	case ir.Neg:
		if a := r.at(x); a.Op == ir.Neg { // -(-x) = x
			return a.Args[0]
		}
	case ir.Abs:
		if a := r.at(x); a.Op == ir.Abs { // ||x|| = |x|
			return x
		} else if a.Op == ir.Neg { // |-x| = |x|
			return r.simplify(ir.Instr{Op: ir.Abs, Type: ir.F64, Args: [3]ir.Value{a.Args[0], ir.None, ir.None}})
		}
	case ir.Float:
		if a := r.at(x); a.Op == ir.Bits {
			return a.Args[0]
		}
	}
	return ir.None
}

// simplifyDivision: x/1 = x, and x/2ⁿ = x·2⁻ⁿ, since both round the same real number.
func (r *rewriter) simplifyDivision(x, y ir.Value) ir.Value {
	if r.is(y, one) {
		return x
	}
	bits, ok := r.constBits(y)
	if !ok {
		return ir.None
	}
	d := math.Float64frombits(bits)
	if m, _ := math.Frexp(d); (m == 0.5 || m == -0.5) && !math.IsInf(1/d, 0) {
		return r.op(ir.Mul, ir.F64, x, r.constant(ir.F64, math.Float64bits(1/d)))
	}
	return ir.None
}

// simplifyFMA: 1·y + z = y + z, x·y + (-0) = x·y.
func (r *rewriter) simplifyFMA(x, y, z ir.Value) ir.Value {
	none := ir.None
	switch {
	case r.is(x, one):
		return r.simplify(ir.Instr{Op: ir.Add, Type: ir.F64, Args: [3]ir.Value{y, z, none}})
	case r.is(y, one):
		return r.simplify(ir.Instr{Op: ir.Add, Type: ir.F64, Args: [3]ir.Value{x, z, none}})
	case r.is(z, minusZero):
		return r.simplify(ir.Instr{Op: ir.Mul, Type: ir.F64, Args: [3]ir.Value{x, y, none}})
	}
	return ir.None
}

// is reports whether v is the constant with these bits.
func (r *rewriter) is(v ir.Value, bits uint64) bool {
	b, ok := r.constBits(v)
	return ok && b == bits
}
