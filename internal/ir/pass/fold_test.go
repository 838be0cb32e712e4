package pass_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

// expression builds one output "y" from the inputs x and y (F64), c and d (Bool), n (I64).
type expression func(b *ir.Builder, x, y, c, d, n ir.Value) ir.Value

func (e expression) build() *ir.Func {
	b := ir.NewBuilder("f")
	x, y := b.Input("x", ir.F64), b.Input("y", ir.F64)
	c, d, n := b.Input("c", ir.Bool), b.Input("d", ir.Bool), b.Input("n", ir.I64)
	b.Output("y", e(b, x, y, c, d, n))
	return b.Func()
}

var negativeZero = math.Copysign(0, -1)

// TestIdentities: each expression becomes the other by Standard.
func TestIdentities(t *testing.T) {
	type v = ir.Value
	tests := []struct {
		name     string
		from, to expression
	}{
		{"x*1", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Mul(x, b.F(1)) }, theX},
		{"1*x", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Mul(b.F(1), x) }, theX},
		{"x-0", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Sub(x, b.F(0)) }, theX},
		{"x+(-0)", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Add(x, b.F(negativeZero)) }, theX},
		{"-0+x", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Add(b.F(negativeZero), x) }, theX},
		{"x/1", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Div(x, b.F(1)) }, theX},
		{"x/-8", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Div(x, b.F(-8)) },
			func(b *ir.Builder, x, _, _, _, _ v) v { return b.Mul(x, b.F(-0.125)) }},
		{"--x", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Op(ir.Neg, b.Op(ir.Neg, x)) }, theX},
		{"|-|x||", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Op(ir.Abs, b.Op(ir.Neg, b.Op(ir.Abs, x))) },
			func(b *ir.Builder, x, _, _, _, _ v) v { return b.Op(ir.Abs, x) }},
		{"fma(1, x, y)", func(b *ir.Builder, x, y, _, _, _ v) v { return b.FMA(b.F(1), x, y) },
			func(b *ir.Builder, x, y, _, _, _ v) v { return b.Add(x, y) }},
		{"fma(x, y, -0)", func(b *ir.Builder, x, y, _, _, _ v) v { return b.FMA(x, y, b.F(negativeZero)) },
			func(b *ir.Builder, x, y, _, _, _ v) v { return b.Mul(x, y) }},
		{"fma(x, 1, -0)", func(b *ir.Builder, x, _, _, _, _ v) v { return b.FMA(x, b.F(1), b.F(negativeZero)) }, theX},
		{"float(bits(x))", func(b *ir.Builder, x, _, _, _, _ v) v { return b.Op(ir.Float, b.Op(ir.Bits, x)) }, theX},
		{"select(true)", func(b *ir.Builder, x, y, _, _, _ v) v { return b.Select(b.Bool(true), x, y) }, theX},
		{"select(c, x, x)", func(b *ir.Builder, x, _, c, _, _ v) v { return b.Select(c, x, b.Mul(x, b.F(1))) }, theX},
		{"select(not c)", func(b *ir.Builder, x, y, c, _, _ v) v { return b.Select(b.Op(ir.Not, c), x, y) },
			func(b *ir.Builder, x, y, c, _, _ v) v { return b.Select(c, y, x) }},
		{"select(c, true, false)", func(b *ir.Builder, _, _, c, _, _ v) v { return b.Select(c, b.Bool(true), b.Bool(false)) }, theC},
		{"not select(c, false, true)", func(b *ir.Builder, _, _, c, _, _ v) v {
			return b.Op(ir.Not, b.Select(c, b.Bool(false), b.Bool(true)))
		}, theC},
		{"c and true", func(b *ir.Builder, _, _, c, _, _ v) v { return b.Op(ir.And, c, b.Bool(true)) }, theC},
		{"false or c", func(b *ir.Builder, _, _, c, _, _ v) v { return b.Op(ir.Or, b.Bool(false), c) }, theC},
		{"c or true", func(b *ir.Builder, _, _, c, _, _ v) v { return b.Op(ir.Or, c, b.Bool(true)) },
			func(b *ir.Builder, _, _, _, _, _ v) v { return b.Bool(true) }},
		{"d and c", func(b *ir.Builder, _, _, c, d, _ v) v { return b.Op(ir.And, b.Op(ir.And, d, c), b.Op(ir.And, c, d)) },
			func(b *ir.Builder, _, _, c, d, _ v) v { return b.Op(ir.And, c, d) }},
		{"not x = y", func(b *ir.Builder, x, y, _, _, _ v) v { return b.Op(ir.Not, b.Op(ir.Eq, x, y)) },
			func(b *ir.Builder, x, y, _, _, _ v) v { return b.Op(ir.Ne, x, y) }},
		{"n*1+0", func(b *ir.Builder, _, _, _, _, n v) v { return b.Add(b.Mul(n, b.I(1)), b.I(0)) },
			func(b *ir.Builder, _, _, _, _, n v) v { return n }},
		{"n shl 0", func(b *ir.Builder, _, _, _, _, n v) v { return b.Shift(ir.Shl, b.Op(ir.And, n, n), 0) },
			func(b *ir.Builder, _, _, _, _, n v) v { return n }},
		{"constants", func(b *ir.Builder, x, _, _, _, _ v) v {
			return b.Mul(x, b.Op(ir.Exp, b.Sub(b.F(2), b.Op(ir.Sqrt, b.F(4)))))
		}, theX},
		{"comparison", func(b *ir.Builder, x, y, _, _, _ v) v { return b.Select(b.Op(ir.Lt, b.F(1), b.F(2)), x, y) }, theX},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, want := ir.Format(pass.Standard(test.from.build())), ir.Format(pass.DeadCode(test.to.build()))
			if got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

func theX(_ *ir.Builder, x, _, _, _, _ ir.Value) ir.Value { return x }
func theC(_ *ir.Builder, _, _, c, _, _ ir.Value) ir.Value { return c }

// TestNoIdentities: what looks like an identity but changes a bit for some operand stays.
func TestNoIdentities(t *testing.T) {
	type v = ir.Value
	for name, e := range map[string]expression{
		"x*0":            func(b *ir.Builder, x, _, _, _, _ v) v { return b.Mul(x, b.F(0)) },
		"x+0":            func(b *ir.Builder, x, _, _, _, _ v) v { return b.Add(x, b.F(0)) },
		"x-(-0)":         func(b *ir.Builder, x, _, _, _, _ v) v { return b.Sub(x, b.F(negativeZero)) },
		"x-x":            func(b *ir.Builder, x, _, _, _, _ v) v { return b.Sub(x, x) },
		"x/x":            func(b *ir.Builder, x, _, _, _, _ v) v { return b.Div(x, x) },
		"x/3":            func(b *ir.Builder, x, _, _, _, _ v) v { return b.Div(x, b.F(3)) },
		"x/subnormal":    func(b *ir.Builder, x, _, _, _, _ v) v { return b.Div(x, b.F(5e-324)) },
		"0-x":            func(b *ir.Builder, x, _, _, _, _ v) v { return b.Sub(b.F(0), x) },
		"x*-1":           func(b *ir.Builder, x, _, _, _, _ v) v { return b.Mul(x, b.F(-1)) },
		"fma(x, y, 0)":   func(b *ir.Builder, x, y, _, _, _ v) v { return b.FMA(x, y, b.F(0)) },
		"not x<y":        func(b *ir.Builder, x, y, _, _, _ v) v { return b.Op(ir.Not, b.Op(ir.Lt, x, y)) },
		"x = x":          func(b *ir.Builder, x, _, _, _, _ v) v { return b.Op(ir.Eq, x, x) },
		"a NaN":          func(b *ir.Builder, _, _, _, _, _ v) v { return b.Div(b.F(0), b.F(0)) },
		"float(toint x)": func(b *ir.Builder, x, _, _, _, _ v) v { return b.Op(ir.ToFloat, b.Op(ir.ToInt, x)) },
	} {
		t.Run(name, func(t *testing.T) {
			f := pass.DeadCode(e.build())
			if got := pass.Standard(f); ir.Format(got) != ir.Format(f) {
				t.Errorf("became\n%s", ir.Format(got))
			}
		})
	}
}

// TestSpecialiseGolden shows what is left of an equation whose parameters are known.
func TestSpecialiseGolden(t *testing.T) {
	b := ir.NewBuilder("dV")
	in := func(name string) ir.Value { return b.Input(name, ir.F64) }
	leak := b.Mul(in("g"), b.Sub(in("V"), in("E")))
	refractory := b.Op(ir.Lt, b.F(0), in("t_ref"))
	slope := b.Div(b.Sub(in("I"), leak), in("C"))
	b.Output("dV", b.Select(b.Op(ir.And, refractory, b.Input("held", ir.Bool)), b.F(0), slope))
	f := b.Func()
	golden(t, "testdata/general.ir", ir.Format(f))
	known := map[string]uint64{
		"g": math.Float64bits(1), "E": math.Float64bits(0), "C": math.Float64bits(4), "t_ref": math.Float64bits(0), "other": 1,
	}
	golden(t, "testdata/special.ir", ir.Format(pass.Specialise(f, known)))
}

func TestKeep(t *testing.T) {
	b := ir.NewBuilder("f")
	b.Output("a", b.Op(ir.Neg, b.Input("x", ir.F64)))
	b.Output("b", b.Op(ir.Abs, b.Input("y", ir.F64)))
	f := pass.Keep(b.Func(), func(name string) bool { return name == "b" })
	if len(f.Out) != 1 || f.Out[0].Name != "b" || len(f.In) != 1 || f.In[0].Name != "y" || len(f.Code) != 2 {
		t.Errorf("kept\n%s", ir.Format(f))
	}
}
