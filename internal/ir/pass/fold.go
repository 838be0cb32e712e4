package pass

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
)

// Fold computes what depends on constants alone and applies the identities of simplify. Operands that this leaves without
// a use stay for DeadCode. An operation that makes a NaN is left to the executor.
func Fold(f *ir.Func) *ir.Func {
	return rewrite(f, func(r *rewriter, in ir.Instr) ir.Value {
		if bits, ok := r.evaluate(in); ok {
			return r.constant(in.Type, bits)
		}
		return r.simplify(in)
	})
}

// evaluate computes in if all its operands are constants.
func (r *rewriter) evaluate(in ir.Instr) (uint64, bool) {
	n := in.Op.NumArgs()
	if n == 0 {
		return 0, false
	}
	var bits [3]uint64
	for i := range n {
		b, ok := r.constBits(in.Args[i])
		if !ok {
			return 0, false
		}
		bits[i] = b
	}
	result := eval.Instr(in, r.at(in.Args[0]).Type, bits[0], bits[1], bits[2])
	if in.Type == ir.F64 && math.IsNaN(math.Float64frombits(result)) && in.Op != ir.Select {
		return 0, false
	}
	return result, true
}

// simplify returns a value that equals in for all operands: one that exists, a cheaper operation, or in itself.
func (r *rewriter) simplify(in ir.Instr) ir.Value {
	var v ir.Value
	switch {
	case in.Op == ir.Select:
		v = r.simplifySelect(in)
	case in.Type == ir.F64:
		v = r.simplifyFloat(in)
	case in.Type == ir.Bool:
		v = r.simplifyBool(in)
	default:
		v = r.simplifyInteger(in)
	}
	if v != ir.None {
		return v
	}
	return r.emit(in)
}

// simplifySelect: select(true, x, y) = x, select(c, x, x) = x, select(not c, x, y) = select(c, y, x),
// select(c, true, false) = c.
func (r *rewriter) simplifySelect(in ir.Instr) ir.Value {
	c, x, y := in.Args[0], in.Args[1], in.Args[2]
	if bits, ok := r.constBits(c); ok {
		if bits != 0 {
			return x
		}
		return y
	}
	if x == y {
		return x
	}
	if not := r.at(c); not.Op == ir.Not {
		return r.simplify(ir.Instr{Op: ir.Select, Type: in.Type, Args: [3]ir.Value{not.Args[0], y, x}})
	}
	if in.Type == ir.Bool {
		yes, ok1 := r.constBits(x)
		no, ok2 := r.constBits(y)
		if ok1 && ok2 && yes != no {
			if yes != 0 {
				return c
			}
			return r.simplify(ir.Instr{Op: ir.Not, Type: ir.Bool, Args: [3]ir.Value{c, ir.None, ir.None}})
		}
	}
	return ir.None
}
