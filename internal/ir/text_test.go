package ir_test

import (
	"flag"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/irtest"
)

var update = flag.Bool("update", false, "rewrite golden files")

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// sample has every form of constant, name and operand.
func sample() *ir.Func {
	b := ir.NewBuilder("sample")
	v, on, n := b.Input("V", ir.F64), b.Input("exc!", ir.Bool), b.Input("count", ir.I64)
	payload := b.F(math.Float64frombits(0x7ff8dead00000001))
	x := b.FMA(v, b.F(0.1), b.F(math.Copysign(0, -1)))
	b.Output(ir.Derivative("V"), b.Select(on, x, payload))
	b.Output("count", b.Add(b.Shift(ir.Shl, n, 52), b.I(-3)))
	b.Output("edges", b.Op(ir.Pow, b.F(math.Inf(-1)), b.F(5e-324)))
	b.Output("a \"quoted\"\nname", b.Op(ir.And, on, b.Bool(true)))
	return b.Func()
}

func TestFormatGolden(t *testing.T) {
	golden(t, "testdata/sample.ir", ir.Format(sample()))
	p := &ir.Program{
		Name: "sample",
		Columns: []ir.Column{
			{Name: "V", Type: ir.F64, Role: ir.StateColumn}, {Name: "exc!", Type: ir.Bool, Role: ir.InputColumn},
			{Name: "count", Type: ir.I64, Role: ir.StateColumn}, {Name: "edges", Type: ir.F64, Role: ir.TempColumn},
		},
		Attempt:  sample(),
		Adaptive: &ir.Adaptive{Dt: 0.1, MaxAttempts: 1000},
	}
	golden(t, "testdata/program.ir", ir.FormatProgram(p))
}

func TestParseReadsFormat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := irtest.Func(t, 60)
		got, err := ir.Parse(ir.Format(want))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
	if got, err := ir.Parse(ir.Format(sample())); err != nil || !cmp.Equal(sample(), got) {
		t.Errorf("sample: %v, %v", got, err)
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "ends before"},
		{"func f\nend\nend", "line 3: text after"},
		{"in x : f64", "starts with"},
		{"func", "name is missing"},
		{"func f g", "unexpected text"},
		{"func f\nin x", "no type"},
		{"func f\nin x : f32", "no such type"},
		{"func f\nin \"x : f64", "name"},
		{"func f\nout y", "no value"},
		{"func f\nout y = 3", "not a value"},
		{"func f\nout y = %3\nend", "output y has no value"},
		{"func f\nhello", "expected in, out"},
		{"func f\n%1 = const 1 : f64", "expected %0"},
		{"func f\n%0 = const 1", "without a type"},
		{"func f\n%0 = cost 1 : f64", "no such operation"},
		{"func f\n%0 = const one : f64", "not a float"},
		{"func f\n%0 = const nan : f64", "nan(bits)"},
		{"func f\n%0 = const nan(0x1) : f64", "not the bits"},
		{"func f\n%0 = const 2 : bool", "neither"},
		{"func f\n%0 = input x : f64", "no input"},
		{"func f\n%0 = const 1 : i64\n%1 = shl %0, 64 : i64", "shift count"},
		{"func f\n%0 = const 1 : i64\n%1 = shl %0 : i64", "other operands"},
		{"func f\n%0 = const 1 : f64\n%1 = add %0 : f64", "other operands"},
		{"func f\n%0 = const 1 : f64\n%1 = add %0, %2 : f64\nend", "not defined before"},
		{"func f\n%0 = const 1 : f64\n%1 = and %0, %0 : f64\nend", "gives no"},
	}
	for _, test := range tests {
		if _, err := ir.Parse(test.text); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.text, err, test.want)
		}
	}
}

// FuzzParse: no text panics, and what is read is written so that it reads back the same.
func FuzzParse(f *testing.F) {
	f.Add(ir.Format(sample()))
	f.Add("func f\n in x : f64\n %0 = input x : f64\n out y = %0\nend")
	f.Fuzz(func(t *testing.T, text string) {
		fn, err := ir.Parse(text)
		if err != nil {
			return
		}
		again, err := ir.Parse(ir.Format(fn))
		if err != nil || !cmp.Equal(fn, again) {
			t.Fatalf("%v\n%s\n%s", err, text, ir.Format(fn))
		}
	})
}

func TestDependencies(t *testing.T) {
	b := ir.NewBuilder("f")
	x, y, z := b.Input("x", ir.F64), b.Input("y", ir.F64), b.Input("z", ir.F64)
	sum := b.Add(x, y)
	b.Output("sum", sum)
	b.Output("z", b.Mul(z, b.F(2)))
	f := b.Func()
	if got := f.Reads(sum); !cmp.Equal(got, []bool{true, true, false}) {
		t.Errorf("Reads: %v", got)
	}
	depends := f.DependsOn(func(name string) bool { return name == "y" })
	if !depends[sum] || depends[x] || depends[f.Output("z")] {
		t.Errorf("DependsOn: %v", depends)
	}
}
