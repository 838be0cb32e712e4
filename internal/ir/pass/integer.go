package pass

import "github.com/spikelet/spikelet/internal/ir"

// simplifyInteger holds the identities of I64 operations.
func (r *rewriter) simplifyInteger(in ir.Instr) ir.Value {
	x, y := in.Args[0], in.Args[1]
	const ones = ^uint64(0)
	switch in.Op {
	case ir.Add, ir.Or, ir.Xor: // x + 0 = x
		if r.is(y, 0) {
			return x
		}
		if r.is(x, 0) {
			return y
		}
	case ir.Sub:
		if r.is(y, 0) {
			return x
		}
	case ir.Mul: // x*1 = x
		if r.is(y, 1) {
			return x
		}
		if r.is(x, 1) {
			return y
		}
	case ir.And: // x & ^0 = x
		if r.is(y, ones) || x == y {
			return x
		}
		if r.is(x, ones) {
			return y
		}
	case ir.Shl, ir.Shr, ir.Sar:
		if in.Imm == 0 {
			return x
		}
	case ir.Neg, ir.Not: // twice is not at all
		if a := r.at(x); a.Op == in.Op {
			return a.Args[0]
		}
	case ir.Bits:
		if a := r.at(x); a.Op == ir.Float {
			return a.Args[0]
		}
	}
	return ir.None
}

// simplifyBool holds the identities of masks. not(x < y) is not y <= x: both are false when an operand is NaN.
func (r *rewriter) simplifyBool(in ir.Instr) ir.Value {
	x, y := in.Args[0], in.Args[1]
	switch in.Op {
	case ir.And:
		return r.simplifyJunction(x, y, 1)
	case ir.Or:
		return r.simplifyJunction(x, y, 0)
	case ir.Xor:
		if r.is(y, 0) {
			return x
		}
		if r.is(x, 0) {
			return y
		}
	case ir.Not:
		switch a := r.at(x); a.Op {
		case ir.Not:
			return a.Args[0]
		case ir.Eq:
			return r.op(ir.Ne, ir.Bool, a.Args[0], a.Args[1])
		case ir.Ne:
			return r.op(ir.Eq, ir.Bool, a.Args[0], a.Args[1])
		}
	}
	return ir.None
}

// simplifyJunction simplifies And, whose neutral element is 1, and Or, whose neutral element is 0: x with the neutral
// element is x, x with the other constant is that constant, x with itself is x.
func (r *rewriter) simplifyJunction(x, y ir.Value, neutral uint64) ir.Value {
	switch {
	case x == y || r.is(y, neutral) || r.is(x, 1-neutral):
		return x
	case r.is(x, neutral) || r.is(y, 1-neutral):
		return y
	}
	return ir.None
}
