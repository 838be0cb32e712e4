package mathfn

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// Expand returns f with every mathematical operation replaced by its body. Work that several of them share is done
// once; what no output needs is left out.
func Expand(f *ir.Func) *ir.Func {
	return rebuild(f, func(b *ir.Builder, in ir.Instr) ir.Value {
		if in.Op.IsMath() {
			return b.Inline(Body(in.Op), map[string]ir.Value{"x": in.Args[0], "y": in.Args[1]})["r"]
		}
		return copyInstr(b, in)
	})
}

// rebuild writes what the outputs of f need anew: instr emits an instruction whose operands are already those of the
// new Func.
func rebuild(f *ir.Func, instr func(b *ir.Builder, in ir.Instr) ir.Value) *ir.Func {
	b := ir.NewBuilder(f.Name)
	for _, slot := range f.In {
		b.Input(slot.Name, slot.Type)
	}
	needed := f.Needs(outputs(f)...)
	at := make([]ir.Value, len(f.Code))
	for v, in := range f.Code {
		switch {
		case !needed[v]:
		case in.Op == ir.Input:
			at[v] = b.Input(f.In[in.Imm].Name, in.Type)
		default:
			for i := range in.Op.NumArgs() {
				in.Args[i] = at[in.Args[i]]
			}
			at[v] = instr(b, in)
		}
	}
	for _, r := range f.Out {
		b.Output(r.Name, at[r.Value])
	}
	return b.Func()
}

func outputs(f *ir.Func) []ir.Value {
	values := make([]ir.Value, len(f.Out))
	for i, r := range f.Out {
		values[i] = r.Value
	}
	return values
}

func copyInstr(b *ir.Builder, in ir.Instr) ir.Value {
	switch {
	case in.Op.IsShift():
		return b.Shift(in.Op, in.Args[0], uint(in.Imm))
	case in.Op == ir.Const && in.Type == ir.F64:
		return b.F(math.Float64frombits(in.Imm))
	case in.Op == ir.Const && in.Type == ir.I64:
		return b.I(int64(in.Imm))
	case in.Op == ir.Const:
		return b.Bool(in.Imm != 0)
	}
	return b.Op(in.Op, in.Args[:in.Op.NumArgs()]...)
}
