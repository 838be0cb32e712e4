package pass

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// Reciprocal turns x/c into x·(1/c) where c depends on no input for which varies holds: 1/c is then computed once for many
// quotients, or once and for all. Unlike every other pass it changes results, by at most one ulp for each quotient; a solver
// applies it to the equations that it integrates, before parameters become constants, so that a parameter gives the same
// bits whether it is equal for all neurons or not. Where 1/c is not a normal number the quotient stays.
func Reciprocal(f *ir.Func, varies func(input string) bool) *ir.Func {
	depends := f.DependsOn(varies)
	quotient := make(map[ir.Value]bool) // by its place in f
	for v, in := range f.Code {
		quotient[ir.Value(v)] = in.Op == ir.Div && depends[in.Args[0]] && !depends[in.Args[1]]
	}
	at := ir.Value(-1)
	return Standard(rewrite(f, func(r *rewriter, in ir.Instr) ir.Value {
		at++
		if !quotient[at] || r.isExtreme(in.Args[1]) {
			return r.emit(in)
		}
		one := r.constant(ir.F64, math.Float64bits(1))
		return r.op(ir.Mul, ir.F64, in.Args[0], r.op(ir.Div, ir.F64, one, in.Args[1]))
	}))
}

// isExtreme reports whether v is a constant whose reciprocal is zero, subnormal or infinite.
func (r *rewriter) isExtreme(v ir.Value) bool {
	bits, ok := r.constBits(v)
	x := math.Abs(1 / math.Float64frombits(bits))
	return ok && !(x >= 0x1p-1022 && x <= math.MaxFloat64)
}
