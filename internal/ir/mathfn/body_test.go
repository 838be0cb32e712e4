package mathfn_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
)

// TestBodies holds every body to the operations that SIMD instruction sets have.
func TestBodies(t *testing.T) {
	if n := len(mathfn.Ops()); n != int(ir.Erfc-ir.Exp)+1 {
		t.Errorf("%d bodies", n)
	}
	for _, op := range mathfn.Ops() {
		f := mathfn.Body(op)
		if err := ir.Verify(f); err != nil {
			t.Errorf("%v: %v", op, err)
		}
		if len(f.In) != op.NumArgs() || f.Output("r") == ir.None {
			t.Errorf("%v: inputs %v, outputs %v", op, f.In, f.Out)
		}
		operations := 0
		for v, in := range f.Code {
			switch in.Op {
			case ir.Const, ir.Input, ir.Bits, ir.Float:
				continue
			case ir.Sar, ir.ToInt, ir.ToFloat, ir.Quo, ir.Rem:
				t.Errorf("%v: %%%d is %v", op, v, in.Op)
			}
			if in.Op.IsMath() {
				t.Errorf("%v: %%%d is %v", op, v, in.Op)
			}
			operations++
		}
		t.Logf("%v: %d operations", op, operations)
	}
}

func TestBodyOfArithmetic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	mathfn.Body(ir.Add)
}

// TestExpand expands a function of every mathematical operation and evaluates both forms.
func TestExpand(t *testing.T) {
	b := ir.NewBuilder("all")
	x, y := b.Input("x", ir.F64), b.Input("y", ir.F64)
	apart := 0
	for _, op := range mathfn.Ops() {
		args := []ir.Value{x, y}[:op.NumArgs()]
		b.Output(op.String(), b.Op(op, args...))
		apart += len(mathfn.Body(op).Code)
	}
	b.Output("nested", b.Op(ir.Exp, b.Op(ir.Sin, b.Add(x, y))))
	b.Mul(x, y) // no output needs it
	f := b.Func()
	g := mathfn.Expand(f)
	if err := ir.Verify(g); err != nil {
		t.Fatal(err)
	}
	if len(g.Code) >= apart {
		t.Errorf("%d instructions, nothing is shared", len(g.Code))
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		in := []uint64{math.Float64bits(rnd.NormFloat64() * 10), math.Float64bits(rnd.NormFloat64())}
		want := eval.Func(f, in)
		for i, have := range eval.Func(g, in) {
			if !same(math.Float64frombits(have), math.Float64frombits(want[i])) {
				t.Errorf("%s of %x: %x expanded, %x not", f.Out[i].Name, in, have, want[i])
			}
		}
	}
}

func TestExpandKeepsOther(t *testing.T) {
	b := ir.NewBuilder("other")
	i, c := b.Input("i", ir.I64), b.Input("c", ir.Bool)
	b.Input("unused", ir.F64)
	b.Output("j", b.Select(c, b.Shift(ir.Shl, i, 3), b.I(-7)))
	b.Output("d", b.Op(ir.Xor, c, b.Bool(true)))
	g := mathfn.Expand(b.Func())
	have := eval.Float(g, map[string]float64{"i": 5, "c": 1, "unused": 0})
	if len(g.In) != 3 || have["j"] != 40 || have["d"] != 0 {
		t.Errorf("inputs %v, outputs %v", g.In, have)
	}
}
