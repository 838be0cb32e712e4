package solver

import "github.com/spikelet/spikelet/internal/ir"

// offsets writes b of x' = A x + b: the equations without their terms in l.vars; ir.None for an equation that has no
// other terms. Values that do not depend on l.vars are computed as they stand, the others lose the dependent part:
// of c·(V - E) remains c·(0 - E).
func (l *linearSystem) offsets(b *ir.Builder) []ir.Value {
	f := l.equations
	inputs := make(map[string]ir.Value, len(f.In))
	for _, slot := range f.In {
		inputs[slot.Name] = b.Input(slot.Name, slot.Type)
	}
	at := b.Copy(f, inputs)
	rest := make([]ir.Value, len(f.Code))
	for v, d := range affineDegrees(f, l.vars) {
		rest[v] = at[v]
		if d == affine {
			rest[v] = offset(b, f.Code[v], rest)
		}
	}
	list := make([]ir.Value, len(l.vars))
	for i, x := range l.vars {
		list[i] = rest[f.Output(ir.Derivative(x))]
	}
	return list
}

// offset is the part of an affine value that remains when the variables are 0, from those of its operands.
func offset(b *ir.Builder, in ir.Instr, rest []ir.Value) ir.Value {
	var x [3]ir.Value
	for i := range x {
		x[i] = ir.None
		if in.Args[i] != ir.None {
			x[i] = rest[in.Args[i]]
		}
	}
	none := ir.None
	switch {
	case in.Op == ir.Input:
		return none
	case in.Op == ir.Select:
		if x[1] == none && x[2] == none {
			return none
		}
		for i, v := range x {
			if v == none {
				x[i] = b.F(0)
			}
		}
		return b.Select(x[0], x[1], x[2])
	case in.Op == ir.Add && x[0] == none, in.Op == ir.FMA && (x[0] == none || x[1] == none):
		return x[in.Op.NumArgs()-1]
	case in.Op == ir.Sub && x[0] == none && x[1] != none:
		return b.Op(ir.Neg, x[1])
	case (in.Op == ir.Add || in.Op == ir.Sub) && x[1] == none:
		return x[0]
	case in.Op == ir.FMA && x[2] == none:
		return b.Mul(x[0], x[1])
	case x[0] == none || in.Op == ir.Mul && x[1] == none:
		return none
	}
	return b.Op(in.Op, x[:in.Op.NumArgs()]...)
}
