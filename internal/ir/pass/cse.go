package pass

import "github.com/spikelet/spikelet/internal/ir"

// CSE (common subexpression elimination) computes equal expressions once and changes nothing else. Fold does the same as it
// goes, since both write through emit.
func CSE(f *ir.Func) *ir.Func { return rewrite(f, (*rewriter).emit) }

// emit returns the value of in, written now or before (value numbering). Operands of commutative operations on integers
// and masks, and of equality, are put in order first; those of float arithmetic are left, for the sake of NaN payloads.
func (r *rewriter) emit(in ir.Instr) ir.Value {
	if commutes(in) && in.Args[0] > in.Args[1] {
		in.Args[0], in.Args[1] = in.Args[1], in.Args[0]
	}
	if v, ok := r.known[in]; ok {
		return v
	}
	v := ir.Value(len(r.f.Code))
	r.f.Code = append(r.f.Code, in)
	r.known[in] = v
	return v
}

func commutes(in ir.Instr) bool {
	switch in.Op {
	case ir.Add, ir.Mul:
		return in.Type == ir.I64
	case ir.And, ir.Or, ir.Xor, ir.Eq, ir.Ne:
		return true
	}
	return false
}
