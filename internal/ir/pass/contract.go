package pass

import "github.com/spikelet/spikelet/internal/ir"

// Contract turns sums of products into fused multiply-adds, x·y + z with one rounding instead of two, where nothing else needs
// the product; of two products the first. A difference is a sum with one operand negated. Like Reciprocal it changes results,
// each by at most the rounding error of a product, and a solver applies it to the equations that it integrates, before
// parameters become constants.
func Contract(f *ir.Func) *ir.Func {
	readers := make([]int, len(f.Code))
	for _, in := range f.Code {
		for _, arg := range in.Args[:in.Op.NumArgs()] {
			readers[arg]++
		}
	}
	for _, out := range f.Out {
		readers[out.Value]++
	}
	product := make(map[ir.Value]bool) // in f: that only one instruction needs
	for v, in := range f.Code {
		product[ir.Value(v)] = in.Op == ir.Mul && in.Type == ir.F64 && readers[v] == 1
	}
	at := ir.Value(-1)
	return Standard(rewrite(f, func(r *rewriter, in ir.Instr) ir.Value {
		at++
		if in.Type != ir.F64 || in.Op != ir.Add && in.Op != ir.Sub {
			return r.emit(in)
		}
		of, x, z := f.Code[at].Args, in.Args[0], in.Args[1]
		switch {
		case product[of[0]] && r.at(x).Op == ir.Mul:
			if in.Op == ir.Sub {
				z = r.op(ir.Neg, ir.F64, z)
			}
			p := r.at(x)
			return r.op(ir.FMA, ir.F64, p.Args[0], p.Args[1], z)
		case product[of[1]] && r.at(z).Op == ir.Mul:
			p := r.at(z)
			factor := p.Args[0]
			if in.Op == ir.Sub {
				factor = r.op(ir.Neg, ir.F64, factor)
			}
			return r.op(ir.FMA, ir.F64, factor, p.Args[1], x)
		}
		return r.emit(in)
	}))
}
