package fuse

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
)

var columns = []ir.Column{
	{Name: "x", Type: ir.F64, Role: ir.StateColumn},
	{Name: "y", Type: ir.F64, Role: ir.StateColumn},
	{Name: "old", Type: ir.F64, Role: ir.TempColumn},
	{Name: "drive", Type: ir.F64, Role: ir.InputColumn},
	{Name: "rate", Type: ir.F64, Role: ir.OutputColumn},
	{Name: ir.FailOutput, Type: ir.Bool, Role: ir.TempColumn},
}

// part builds a Func with the name and what build writes.
func part(name string, build func(b *ir.Builder, in func(string) ir.Value)) *ir.Func {
	b := ir.NewBuilder(name)
	build(b, func(name string) ir.Value { return b.Input(name, ir.F64) })
	return b.Func()
}

var before = part("before", func(b *ir.Builder, in func(string) ir.Value) {
	b.Output("old", in("x"))
	b.Output("x", b.Add(in("x"), in("drive")))
})

// step reads x as before left it and fails where it is large.
var step = part("step", func(b *ir.Builder, in func(string) ir.Value) {
	b.Output("x", b.Mul(in("x"), b.F(2)))
	b.Output(ir.FailOutput, b.Op(ir.Lt, b.F(100), in("x")))
})

// after swaps x and y, and fails where y is negative.
var after = part("after", func(b *ir.Builder, in func(string) ir.Value) {
	b.Output("rate", b.Sub(in("x"), in("old")))
	b.Output("x", in("y"))
	b.Output("y", in("x"))
	b.Output(ir.FailOutput, b.Op(ir.Lt, in("y"), b.F(0)))
})

// evaluate runs f on inputs by name and returns its outputs by name; a Bool is 0 or 1.
func evaluate(t *testing.T, f *ir.Func, inputs map[string]float64) map[string]float64 {
	t.Helper()
	if err := ir.Verify(f); err != nil {
		t.Fatal(err)
	}
	words := make([]uint64, len(f.In))
	for i, slot := range f.In {
		x, ok := inputs[slot.Name]
		switch {
		case !ok:
			t.Fatalf("reads %s, which it should not\n%s", slot.Name, ir.Format(f))
		case slot.Type == ir.Bool:
			words[i] = uint64(x)
		default:
			words[i] = math.Float64bits(x)
		}
	}
	out := map[string]float64{}
	for i, x := range eval.Func(f, words) {
		if f.TypeOf(f.Out[i].Value) == ir.Bool {
			out[f.Out[i].Name] = float64(x)
		} else {
			out[f.Out[i].Name] = math.Float64frombits(x)
		}
	}
	return out
}

func TestJoined(t *testing.T) {
	f := Joined(columns, []*ir.Func{before, step, after})
	for _, test := range []struct{ in, want map[string]float64 }{
		{
			map[string]float64{"x": 1, "y": 5, "drive": 2},
			map[string]float64{"x": 5, "y": 6, "rate": 5, ir.FailOutput: 0},
		},
		{ // failed by step, whatever after says
			map[string]float64{"x": 100, "y": 5, "drive": 2},
			map[string]float64{"x": 5, "y": 204, "rate": 104, ir.FailOutput: 1},
		},
		{ // failed by after
			map[string]float64{"x": 1, "y": -5, "drive": 2},
			map[string]float64{"x": -5, "y": 6, "rate": 5, ir.FailOutput: 1},
		},
	} {
		if diff := cmp.Diff(test.want, evaluate(t, f, test.in)); diff != "" {
			t.Errorf("%v: -want +got\n%s", test.in, diff)
		}
	}
}

func TestJoinedWritesWhatItsPartsWrite(t *testing.T) {
	got := evaluate(t, Joined(columns, []*ir.Func{before}), map[string]float64{"x": 1, "drive": 2})
	if diff := cmp.Diff(map[string]float64{"x": 3}, got); diff != "" {
		t.Errorf("a temporary or what nobody wrote is an output: -want +got\n%s", diff)
	}
	if f := Joined(columns, nil); len(f.In)+len(f.Out) != 0 {
		t.Errorf("of no parts:\n%s", ir.Format(f))
	}
}

func TestConcluding(t *testing.T) {
	written := map[string]bool{"x": true, "old": true, ir.FailOutput: true}
	for name, test := range map[string]struct {
		after    *ir.Func
		in, want map[string]float64
	}{
		"no part": { // hands on what was written
			nil,
			map[string]float64{"x": 7, ir.FailOutput: 1},
			map[string]float64{"x": 7, ir.FailOutput: 1},
		},
		"a part": {
			after,
			map[string]float64{"x": 7, "y": 5, "old": 4, ir.FailOutput: 0},
			map[string]float64{"x": 5, "y": 7, "rate": 3, ir.FailOutput: 0},
		},
		"failed before": {
			after,
			map[string]float64{"x": 7, "y": 5, "old": 4, ir.FailOutput: 1},
			map[string]float64{"x": 5, "y": 7, "rate": 3, ir.FailOutput: 1},
		},
	} {
		if diff := cmp.Diff(test.want, evaluate(t, Concluding(columns, test.after, written), test.in)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

func TestKeepFailed(t *testing.T) {
	f := KeepFailed(Joined(columns, []*ir.Func{before, step, after}), columns)
	for _, test := range []struct{ in, want map[string]float64 }{
		{
			map[string]float64{"x": 1, "y": 5, "drive": 2, Before("x"): -1, Before("y"): -2},
			map[string]float64{"x": 5, "y": 6, "rate": 5, ir.FailOutput: 0},
		},
		{ // the states are as before, the output is what it is
			map[string]float64{"x": 100, "y": 5, "drive": 2, Before("x"): -1, Before("y"): -2},
			map[string]float64{"x": -1, "y": -2, "rate": 104, ir.FailOutput: 1},
		},
	} {
		if diff := cmp.Diff(test.want, evaluate(t, f, test.in)); diff != "" {
			t.Errorf("%v: -want +got\n%s", test.in, diff)
		}
	}
	if f := Joined(columns, []*ir.Func{before}); KeepFailed(f, columns) != f {
		t.Error("what cannot fail was changed")
	}
}

func TestKeepFailedOfNoColumn(t *testing.T) {
	defer func() {
		if got, want := recover(), "fuse: no column rate"; got != want {
			t.Errorf("panics with %v, want %v", got, want)
		}
	}()
	KeepFailed(Joined(columns, []*ir.Func{before, step, after}), columns[:4])
}
