package portable

import (
	"fmt"
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/exec/portable/shape"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
)

// Every shape, written as a Func, is found again as one step whose loop gives the bits of package eval.
func TestEveryShapeIsFoundAndRight(t *testing.T) {
	for _, list := range patterns() {
		for _, p := range list {
			for seed := range 3 {
				w := writer{b: ir.NewBuilder(p.tree.Op), seed: seed}
				w.b.Output("out", w.value(p.tree))
				checkShape(t, w.b.Func(), p.tree.Op != "mov")
			}
		}
	}
}

func checkShape(t *testing.T, f *ir.Func, single bool) {
	t.Helper()
	compiled, err := compile(f, usage{})
	if err != nil {
		t.Fatal(err)
	}
	if single && (len(compiled.steps) != 1 || len(compiled.constants) != 0) {
		t.Errorf("%d steps and %d registers for constants in\n%s", len(compiled.steps), len(compiled.constants), ir.Format(f))
	}
	run, err := CompileFunc(f)
	if err != nil {
		t.Fatal(err)
	}
	const n = blockLanes + 3
	in := make([]kernel.Column, len(f.In))
	for i, slot := range f.In {
		in[i] = kernel.NewColumn(slot.Type, n)
		for l := range n {
			set(&in[i], l, bitsFor(slot.Type, l*(i+3)+i))
		}
	}
	out := []kernel.Column{kernel.NewColumn(f.TypeOf(f.Out[0].Value), n)}
	run.Run(n, in, out)
	lane := make([]uint64, len(in))
	for l := range n {
		for i := range in {
			lane[i] = stored(get(&in[i], l), f.In[i].Type)
		}
		want := eval.Func(f, lane)[0]
		got := stored(get(&out[0], l), f.TypeOf(f.Out[0].Value))
		x, y := math.Float64frombits(got), math.Float64frombits(want)
		if got != want && !(out[0].F != nil && x != x && y != y) {
			t.Errorf("lane %d of %#x: %#x, want %#x\n%s", l, lane, got, want, ir.Format(f))
			return
		}
	}
}

// stored is a value as columns outside this package hold it.
func stored(bits uint64, t ir.Type) uint64 {
	if t == ir.Bool {
		return bits & 1
	}
	return bits
}

// bitsFor is a variety of values.
func bitsFor(t ir.Type, i int) uint64 {
	numbers := []float64{1.5, -0.3, 0, math.Copysign(0, -1), 7.25, math.Inf(1), -1e-3, 1e200, math.NaN(), -2, 0.1, 5e-324, 3}
	switch t {
	case ir.F64:
		return math.Float64bits(numbers[i%len(numbers)] * float64(i%5+1))
	case ir.I64:
		return uint64(int64(i%7-3)) << (i % 11 * 5)
	}
	return mask(i%3 == 0)
}

// writer writes shapes as code of a Func, with a new input for each register.
type writer struct {
	b    *ir.Builder
	seed int
	next int
}

func (w *writer) input(t ir.Type) ir.Value {
	w.next++
	return w.b.Input(fmt.Sprint("in ", w.next), t)
}

var opsByName = func() map[string]ir.Op {
	names := map[string]ir.Op{}
	for op, name := range wordNames {
		names[name] = op
	}
	for op, name := range floatNames {
		names[name] = op
	}
	return names
}()

func (w *writer) value(t *shape.Tree) ir.Value {
	switch t.Op {
	case shape.Reg:
		return w.input(ir.F64)
	case shape.Same:
		return w.b.Input("x", ir.F64)
	case shape.Const, shape.WBits:
		w.next++
		return w.b.F(math.Float64frombits(bitsFor(ir.F64, w.next*2+w.seed)))
	case shape.IReg:
		return w.input(ir.I64)
	case shape.WReg:
		return w.input(ir.Bool)
	case "mov":
		return w.input(ir.F64)
	case "shl", "shr", "sar":
		return w.b.Shift(opsByName[t.Op], w.input(ir.I64), uint(11+20*w.seed))
	case "sel":
		return w.choice(t)
	}
	args := make([]ir.Value, len(t.Args))
	for i, a := range t.Args {
		args[i] = w.value(a)
	}
	return w.b.Op(opsByName[t.Op], args...)
}

// choice is a selection between floats.
func (w *writer) choice(t *shape.Tree) ir.Value {
	arm := func(a *shape.Tree) ir.Value {
		if a.Op == shape.WReg {
			return w.input(ir.F64)
		}
		return w.value(a)
	}
	return w.b.Select(w.value(t.Args[0]), arm(t.Args[1]), arm(t.Args[2]))
}
