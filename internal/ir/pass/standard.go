package pass

import "github.com/spikelet/spikelet/internal/ir"

// Standard is what every Func goes through, in this order:
//
//	Fold      first: it makes constants of expressions and equal what was not (x*1 and x), merging equals as it goes,
//	          which CSE behind it could not better
//	DeadCode  last, to sweep what Fold left without a use
func Standard(f *ir.Func) *ir.Func {
	for _, p := range []func(*ir.Func) *ir.Func{Fold, DeadCode} {
		f = p(f)
	}
	return f
}

// Specialise binds the inputs of f that are named in known to the bits given there and simplifies the rest by Standard.
// Names that f does not read mean nothing.
func Specialise(f *ir.Func, known map[string]uint64) *ir.Func {
	bound := rewrite(f, func(r *rewriter, in ir.Instr) ir.Value {
		if in.Op == ir.Input {
			if bits, ok := known[f.In[in.Imm].Name]; ok {
				return r.constant(in.Type, bits)
			}
		}
		return r.emit(in)
	})
	return Standard(bound)
}
