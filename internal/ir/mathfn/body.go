package mathfn

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"

	"github.com/spikelet/spikelet/internal/ir"
)

// definition writes the code of an operation: x and y are its operands (y is None unless it takes two).
type definition func(s sequence, x, y ir.Value) ir.Value

var definitions = map[ir.Op]definition{
	ir.Exp: exp, ir.Expm1: expm1, ir.Log: log, ir.Log1p: log1p, ir.Log10: log10, ir.Pow: pow,
}

// Body returns the sequence that defines op: inputs "x" and, for ir.Pow, "y"; output "r". It is built once; the caller
// must not change it.
func Body(op ir.Op) *ir.Func {
	f, ok := bodies()[op]
	if !ok {
		panic(fmt.Sprintf("mathfn: %v is no mathematical function", op))
	}
	return f
}

var bodies = sync.OnceValue(func() map[ir.Op]*ir.Func {
	all := make(map[ir.Op]*ir.Func, len(definitions))
	for op, define := range definitions {
		s := sequence{ir.NewBuilder(op.String())}
		x, y := s.Input("x", ir.F64), ir.None
		if op.NumArgs() == 2 {
			y = s.Input("y", ir.F64)
		}
		s.Output("r", define(s, x, y))
		all[op] = s.Func()
	}
	return all
})

// Expand returns f with every mathematical operation replaced by its body. Work that several of them share is done
// once.
func Expand(f *ir.Func) *ir.Func {
	b := ir.NewBuilder(f.Name)
	at := make([]ir.Value, len(f.Code))
	for _, slot := range f.In {
		b.Input(slot.Name, slot.Type)
	}
	for v, in := range f.Code {
		for i := range in.Op.NumArgs() {
			in.Args[i] = at[in.Args[i]]
		}
		at[v] = expandInstr(b, f, in)
	}
	for _, r := range f.Out {
		b.Output(r.Name, at[r.Value])
	}
	return b.Func()
}

func expandInstr(b *ir.Builder, f *ir.Func, in ir.Instr) ir.Value {
	switch {
	case in.Op.IsMath():
		return b.Inline(Body(in.Op), map[string]ir.Value{"x": in.Args[0], "y": in.Args[1]})["r"]
	case in.Op == ir.Input:
		return b.Input(f.In[in.Imm].Name, in.Type)
	case in.Op == ir.Const:
		return constant(b, in)
	case in.Op.IsShift():
		return b.Shift(in.Op, in.Args[0], uint(in.Imm))
	}
	return b.Op(in.Op, in.Args[:in.Op.NumArgs()]...)
}

func constant(b *ir.Builder, in ir.Instr) ir.Value {
	switch in.Type {
	case ir.F64:
		return b.F(math.Float64frombits(in.Imm))
	case ir.I64:
		return b.I(int64(in.Imm))
	default:
		return b.Bool(in.Imm != 0)
	}
}

// Ops lists the mathematical operations that have a body, in the order of their constants.
func Ops() []ir.Op {
	return slices.Sorted(maps.Keys(definitions))
}
