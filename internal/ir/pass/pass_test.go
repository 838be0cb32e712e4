package pass_test

import (
	"flag"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
	"github.com/spikelet/spikelet/internal/ir/irtest"
	"github.com/spikelet/spikelet/internal/ir/pass"
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

var passes = []struct {
	name string
	run  func(*ir.Func) *ir.Func
}{
	{"Fold", pass.Fold}, {"CSE", pass.CSE}, {"DeadCode", pass.DeadCode}, {"Standard", pass.Standard},
}

// inputs draws values for every input of f, by name.
func inputs(t *rapid.T, f *ir.Func) map[string]uint64 {
	in := map[string]uint64{}
	for _, s := range f.In {
		in[s.Name] = irtest.Bits(t, s.Type)
	}
	return in
}

// run computes f; every NaN of its results is the same NaN.
func run(f *ir.Func, in map[string]uint64) map[string]uint64 {
	bits := make([]uint64, len(f.In))
	for i, s := range f.In {
		bits[i] = in[s.Name]
	}
	out := map[string]uint64{}
	for i, x := range eval.Func(f, bits) {
		r := f.Out[i]
		if f.TypeOf(r.Value) == ir.F64 && math.IsNaN(math.Float64frombits(x)) {
			x = math.Float64bits(math.NaN())
		}
		out[r.Name] = x
	}
	return out
}

// hidePayloads replaces Bits of a possible NaN, whose payload is not defined, before f is run.
func hidePayloads(f *ir.Func) *ir.Func {
	b := ir.NewBuilder(f.Name)
	at := make([]ir.Value, len(f.Code))
	for v, in := range f.Code {
		args := make([]ir.Value, in.Op.NumArgs())
		for i := range args {
			args[i] = at[in.Args[i]]
		}
		switch {
		case in.Op == ir.Input:
			at[v] = b.Input(f.In[in.Imm].Name, in.Type)
		case in.Op == ir.Const && in.Type == ir.F64:
			at[v] = b.F(math.Float64frombits(in.Imm))
		case in.Op == ir.Const && in.Type == ir.I64:
			at[v] = b.I(int64(in.Imm))
		case in.Op == ir.Const:
			at[v] = b.Bool(in.Imm != 0)
		case in.Op.IsShift():
			at[v] = b.Shift(in.Op, args[0], uint(in.Imm))
		case in.Op == ir.Bits:
			at[v] = b.Select(b.Op(ir.Eq, args[0], args[0]), b.Op(ir.Bits, args[0]), b.I(0))
		default:
			at[v] = b.Op(in.Op, args...)
		}
	}
	for _, o := range f.Out {
		b.Output(o.Name, at[o.Value])
	}
	return b.Func()
}

func TestPassesKeepEveryBit(t *testing.T) {
	for _, p := range passes {
		t.Run(p.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				f := hidePayloads(irtest.Func(t, 40))
				before := ir.Format(f)
				in := inputs(t, f)
				g := p.run(f)
				if diff := cmp.Diff(run(f, in), run(g, in)); diff != "" {
					t.Fatalf("-before +after:\n%s\n%s\n%s", diff, before, ir.Format(g))
				}
				if again := p.run(g); ir.Format(again) != ir.Format(g) {
					t.Fatalf("not idempotent:\n%s\n%s", ir.Format(g), ir.Format(again))
				}
				if ir.Format(f) != before {
					t.Fatal("the argument was changed")
				}
			})
		})
	}
}

func TestSpecialiseKeepsEveryBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := hidePayloads(irtest.Func(t, 40))
		in := inputs(t, f)
		known := map[string]uint64{}
		for _, s := range f.In {
			if rapid.Bool().Draw(t, "uniform") {
				known[s.Name] = in[s.Name]
			}
		}
		g := pass.Specialise(f, known)
		for _, s := range g.In {
			if _, ok := known[s.Name]; ok {
				t.Fatalf("input %s is still there", s.Name)
			}
		}
		if diff := cmp.Diff(run(f, in), run(g, in)); diff != "" {
			t.Fatalf("-before +after:\n%s\n%s\n%s", diff, ir.Format(f), ir.Format(g))
		}
	})
}
