package gen

import (
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
)

// chain is n square roots in a row.
func chain(b *ir.Builder, x ir.Value, n int) ir.Value {
	for range n {
		x = b.Op(ir.Sqrt, x)
	}
	return x
}

func TestBranch(t *testing.T) {
	b := ir.NewBuilder("f")
	x := b.Input("x", ir.F64)
	small := b.Op(ir.Lt, x, b.F(1))
	shared := chain(b, b.Add(x, x), worthwhile)
	one := chain(b, shared, worthwhile)
	two := b.Op(ir.Abs, one)
	b.Output("r", b.Add(b.Select(small, one, shared), b.Select(small, two, b.Mul(x, x))))
	f := b.Func()
	p := placeValues(f)
	if len(p.first) != 1 {
		t.Fatalf("%d branches", len(p.first))
	}
	for _, in := range p.first {
		if p.at[shared] != (place{}) || p.at[one] != (place{in, 0}) || p.at[two] != (place{in, 0}) {
			t.Errorf("shared in %v, one in %v, two in %v", p.at[shared], p.at[one], p.at[two])
		}
		if len(in.sides[0]) != worthwhile+1 || len(in.sides[1]) != 1 {
			t.Errorf("%d and %d values", len(in.sides[0]), len(in.sides[1]))
		}
	}
}

// TestNoBranch has selects that stay selects: on an integer test, between short sides, and where the second select needs
// the first.
func TestNoBranch(t *testing.T) {
	b := ir.NewBuilder("f")
	x := b.Input("x", ir.F64)
	odd := b.Op(ir.Eq, b.Op(ir.Bits, x), b.I(1))
	small := b.Op(ir.Lt, x, b.F(1))
	negative := b.Op(ir.Lt, x, b.F(0))
	r := b.Select(odd, chain(b, b.Op(ir.Neg, x), worthwhile), x)
	r = b.Add(r, b.Select(small, chain(b, b.Mul(x, x), worthwhile-2), x))
	first := b.Select(negative, x, r)
	b.Output("r", b.Select(negative, chain(b, first, worthwhile), first))
	if p := placeValues(b.Func()); len(p.first) != 0 {
		t.Errorf("%d branches", len(p.first))
	}
}

// TestPlaces holds the placement of every body to its meaning: what a side computes is used there alone.
func TestPlaces(t *testing.T) {
	for _, op := range mathfn.Ops() {
		f := mathfn.Body(op)
		p := placeValues(f)
		for v, in := range f.Code {
			for i := range in.Op.NumArgs() {
				home := p.at[in.Args[i]]
				if home == (place{}) || within(p, ir.Value(v), home) {
					continue
				}
				if in.Op != ir.Select || in.Args[0] != home.in.condition || i != home.side+1 {
					t.Errorf("%v: %%%d uses %%%d of a branch that it is not in", op, v, in.Args[i])
				}
			}
		}
	}
}

// within reports whether v is computed in home or in a branch nested there.
func within(p placement, v ir.Value, home place) bool {
	for at := p.at[v]; at.in != nil; at = p.at[at.in.selects[0]] {
		if at == home {
			return true
		}
	}
	return false
}
