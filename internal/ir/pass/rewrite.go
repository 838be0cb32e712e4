package pass

import "github.com/spikelet/spikelet/internal/ir"

// rewriter writes a new Func while a pass walks the old one. Equal instructions are written once.
type rewriter struct {
	f     *ir.Func
	known map[ir.Instr]ir.Value
}

// rewrite calls instr for each instruction of f in order, its operands already those of the new Func; instr returns the
// value that takes its place. Inputs and outputs stay as they are.
func rewrite(f *ir.Func, instr func(r *rewriter, in ir.Instr) ir.Value) *ir.Func {
	r := &rewriter{
		f:     &ir.Func{Name: f.Name, In: f.In},
		known: make(map[ir.Instr]ir.Value, len(f.Code)),
	}
	at := make([]ir.Value, len(f.Code))
	for v, in := range f.Code {
		for i := range in.Op.NumArgs() {
			in.Args[i] = at[in.Args[i]]
		}
		at[v] = instr(r, in)
	}
	for _, o := range f.Out {
		r.f.Out = append(r.f.Out, ir.Result{Name: o.Name, Value: at[o.Value]})
	}
	return verified(r.f)
}

// op writes an operation of type t.
func (r *rewriter) op(op ir.Op, t ir.Type, args ...ir.Value) ir.Value {
	in := ir.Instr{Op: op, Type: t, Args: [3]ir.Value{ir.None, ir.None, ir.None}}
	copy(in.Args[:], args)
	return r.emit(in)
}

func (r *rewriter) constant(t ir.Type, bits uint64) ir.Value {
	return r.emit(ir.Instr{Op: ir.Const, Type: t, Args: [3]ir.Value{ir.None, ir.None, ir.None}, Imm: bits})
}

func (r *rewriter) at(v ir.Value) ir.Instr { return r.f.Code[v] }

// constBits returns the bits of v if it is a constant.
func (r *rewriter) constBits(v ir.Value) (uint64, bool) {
	in := r.at(v)
	return in.Imm, in.Op == ir.Const
}

func verified(f *ir.Func) *ir.Func {
	if err := ir.Verify(f); err != nil {
		panic("pass: " + err.Error())
	}
	return f
}
