package pass

import "github.com/spikelet/spikelet/internal/ir"

// DeadCode drops the instructions and inputs that no output depends on.
func DeadCode(f *ir.Func) *ir.Func {
	roots := make([]ir.Value, len(f.Out))
	for i, o := range f.Out {
		roots[i] = o.Value
	}
	needed, read := f.Needs(roots...), f.Reads(roots...)

	out := &ir.Func{Name: f.Name}
	slotAt := make([]uint64, len(f.In))
	for i, s := range f.In {
		if read[i] {
			slotAt[i] = uint64(len(out.In))
			out.In = append(out.In, s)
		}
	}
	at := make([]ir.Value, len(f.Code))
	for v, in := range f.Code {
		if !needed[v] {
			continue
		}
		for i := range in.Op.NumArgs() {
			in.Args[i] = at[in.Args[i]]
		}
		if in.Op == ir.Input {
			in.Imm = slotAt[in.Imm]
		}
		at[v] = ir.Value(len(out.Code))
		out.Code = append(out.Code, in)
	}
	for _, o := range f.Out {
		out.Out = append(out.Out, ir.Result{Name: o.Name, Value: at[o.Value]})
	}
	return verified(out)
}

// Keep returns f with only those outputs for which wanted holds, and what they need.
func Keep(f *ir.Func, wanted func(output string) bool) *ir.Func {
	kept := &ir.Func{Name: f.Name, In: f.In, Code: f.Code}
	for _, o := range f.Out {
		if wanted(o.Name) {
			kept.Out = append(kept.Out, o)
		}
	}
	return DeadCode(kept)
}
