package exectest

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
	"github.com/spikelet/spikelet/internal/ir/irtest"
)

// checkFunc runs f on lanes of input bits, one slice for each input, and compares every lane of every output with package
// eval. A slice of length 1 is the same for all lanes.
func checkFunc(t rapid.TB, run kernel.Function, f *ir.Func, n int, in [][]uint64) {
	t.Helper()
	inputs, outputs := make([]kernel.Column, len(f.In)), make([]kernel.Column, len(f.Out))
	for i, slot := range f.In {
		inputs[i] = columnOf(slot.Type, in[i]...).data
	}
	written := make([]*column, len(f.Out))
	for i, r := range f.Out {
		written[i] = newColumn(f.TypeOf(r.Value), n)
		outputs[i] = written[i].data
	}
	run.Run(n, inputs, outputs)
	lane := make([]uint64, len(f.In))
	for l := range n {
		for i := range lane {
			lane[i] = in[i][min(l, len(in[i])-1)]
		}
		for i, want := range eval.Func(f, lane) {
			typ := f.TypeOf(f.Out[i].Value)
			if got := get(outputs[i], l); !same(typ, got, want) {
				t.Fatalf("%s of %#x in lane %d of %d: %#x, want %#x (%v)\n%s", f.Out[i].Name, lane, l, n, got, want, typ, ir.Format(f))
			}
		}
	}
	for i, c := range written {
		if !c.guarded() {
			t.Fatalf("%s: something was written outside the column", f.Out[i].Name)
		}
	}
}

// RandomFuncs holds random Funcs on random lanes against package eval.
func RandomFuncs(t *testing.T, e Executor) {
	rapid.Check(t, func(t *rapid.T) {
		f := orderly(irtest.Func(t, 60))
		run, err := e.CompileFunc(f)
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(0, 2*e.Lanes+1).Draw(t, "lanes")
		checkFunc(t, run, f, n, drawLanes(t, f, n))
	})
}

// UniformInputs gives inputs of one element to all lanes.
func UniformInputs(t *testing.T, e Executor) {
	rapid.Check(t, func(t *rapid.T) {
		f := orderly(irtest.Func(t, 20))
		run, err := e.CompileFunc(f)
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(2, e.Lanes+9).Draw(t, "lanes")
		in := drawLanes(t, f, n)
		for i := range in {
			if rapid.Bool().Draw(t, "uniform") {
				in[i] = in[i][:1]
			}
		}
		checkFunc(t, run, f, n, in)
	})
}

// drawLanes draws inputs of f for n lanes: a few values each, dealt to the lanes in turn.
func drawLanes(t *rapid.T, f *ir.Func, n int) [][]uint64 {
	in := make([][]uint64, len(f.In))
	for i, slot := range f.In {
		values := make([]uint64, rapid.IntRange(1, 5).Draw(t, "values"))
		for j := range values {
			values[j] = irtest.Bits(t, slot.Type)
		}
		in[i] = make([]uint64, max(n, 1))
		for l := range in[i] {
			in[i][l] = values[l%len(values)]
		}
	}
	return in
}

// orderly is f with a fixed NaN in place of every NaN whose bits it looks at: which NaN an operation gives is left open by
// IEEE-754, so executors may differ in that and in what is computed from it.
func orderly(f *ir.Func) *ir.Func {
	b := ir.NewBuilder(f.Name)
	at := make([]ir.Value, len(f.Code))
	for _, slot := range f.In {
		b.Input(slot.Name, slot.Type)
	}
	for v, in := range f.Code {
		args := make([]ir.Value, in.Op.NumArgs())
		for i := range args {
			args[i] = at[in.Args[i]]
		}
		if in.Op == ir.Bits {
			args[0] = b.Select(b.Op(ir.Eq, args[0], args[0]), args[0], b.F(nan))
		}
		at[v] = again(b, f, in, args)
	}
	for _, r := range f.Out {
		b.Output(r.Name, at[r.Value])
	}
	return b.Func()
}

// again emits an instruction of f with other operands.
func again(b *ir.Builder, f *ir.Func, in ir.Instr, args []ir.Value) ir.Value {
	switch {
	case in.Op == ir.Input:
		return b.Input(f.In[in.Imm].Name, in.Type)
	case in.Op == ir.Const:
		return constant(b, in.Type, in.Imm)
	case in.Op.IsShift():
		return b.Shift(in.Op, args[0], uint(in.Imm))
	}
	return b.Op(in.Op, args...)
}

func inputName(i int) string { return fmt.Sprintf("in %d", i) }
