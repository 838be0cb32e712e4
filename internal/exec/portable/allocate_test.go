package portable

import (
	"testing"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// A long chain of values that are each read once more needs no more registers than are alive at a time.
func TestRegistersAreReused(t *testing.T) {
	b := ir.NewBuilder("chain")
	x, y := b.Input("x", ir.F64), b.Input("y", ir.F64)
	for range 1000 {
		x, y = b.Op(ir.Sqrt, y), b.Op(ir.Exp, x)
	}
	b.Output("x", x)
	b.Output("y", y)
	r, err := compile(b.Func(), usage{})
	if err != nil {
		t.Fatal(err)
	}
	if r.registers != 2 {
		t.Errorf("%d registers for two chains", r.registers)
	}
}

// Inputs that are loaded once for many runs keep their registers to themselves.
func TestFixedInputsAreKept(t *testing.T) {
	b := ir.NewBuilder("fixed")
	x, fixed := b.Input("x", ir.F64), b.Input("fixed", ir.F64)
	v := b.Op(ir.Exp, b.Add(x, fixed))
	for range 3 {
		v = b.Op(ir.Exp, v)
	}
	b.Output("x", v)
	r, err := compile(b.Func(), usage{fixed: func(i int) bool { return i == 1 }})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.steps {
		if s.d == r.inputs[1] {
			t.Error("a step writes the register of the fixed input")
		}
	}
}

// A loop writes each output over the input of its name, and no sooner than everything has read that input.
func TestLoopsWriteInPlace(t *testing.T) {
	b := ir.NewBuilder("rotate")
	x, y, z := b.Input("x", ir.F64), b.Input("y", ir.F64), b.Input("z", ir.F64)
	b.Output("x", y)
	b.Output("y", z)
	b.Output("z", b.Add(x, b.F(1)))
	b.Output("sum", b.Add(b.Add(x, y), z))
	r, err := compile(b.Func(), usage{loop: true})
	if err != nil {
		t.Fatal(err)
	}
	m := newMachine(r)
	want := [3]float64{1, 2, 3}
	for i, v := range want {
		flatFloats(m.input(i))[0] = v
	}
	for range 5 {
		m.run(1)
		sum := want[0] + want[1] + want[2]
		want = [3]float64{want[1], want[2], want[0] + 1}
		for i, v := range want {
			if got := flatFloats(m.input(i))[0]; got != v {
				t.Fatalf("input %d is %g, want %g", i, got, v)
			}
		}
		if got := flatFloats(m.output(3))[0]; got != sum {
			t.Fatalf("the sum is %g, want %g", got, sum)
		}
	}
}

// A call with the wrong number of columns is a mistake of the caller.
func TestFunctionArguments(t *testing.T) {
	b := ir.NewBuilder("f")
	b.Output("y", b.Op(ir.Neg, b.Input("x", ir.F64)))
	f, err := CompileFunc(b.Func())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a call without outputs did not panic")
		}
	}()
	f.Run(1, []kernel.Column{{F: []float64{1}}}, nil)
}
