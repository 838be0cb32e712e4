package ad_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/ad"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
)

// derivatives are the derivatives of the functions of one variable, written with package math.
var derivatives = map[ir.Op]func(x float64) float64{
	ir.Neg:   func(float64) float64 { return -1 },
	ir.Abs:   func(x float64) float64 { return math.Copysign(1, x) },
	ir.Sqrt:  func(x float64) float64 { return 0.5 / math.Sqrt(x) },
	ir.Exp:   math.Exp,
	ir.Expm1: math.Exp,
	ir.Log:   func(x float64) float64 { return 1 / x },
	ir.Log1p: func(x float64) float64 { return 1 / (1 + x) },
	ir.Log10: func(x float64) float64 { return 1 / (x * math.Ln10) },
	ir.Sin:   math.Cos,
	ir.Cos:   func(x float64) float64 { return -math.Sin(x) },
	ir.Tan:   func(x float64) float64 { return 1 / (math.Cos(x) * math.Cos(x)) },
	ir.Sinh:  math.Cosh,
	ir.Cosh:  math.Sinh,
	ir.Tanh:  func(x float64) float64 { return 1 / (math.Cosh(x) * math.Cosh(x)) },
	ir.Erf:   func(x float64) float64 { return 2 / math.SqrtPi * math.Exp(-x*x) },
	ir.Erfc:  func(x float64) float64 { return -2 / math.SqrtPi * math.Exp(-x*x) },
}

// partial is ∂y/∂wrt of f at a point.
func partial(t testing.TB, f *ir.Func, wrt string, at map[string]float64) float64 {
	t.Helper()
	g := ad.Forward(f, wrt)
	if err := ir.Verify(g); err != nil {
		t.Fatal(err)
	}
	d, ok := eval.Float(g, at)[ad.Partial("y", wrt)]
	if !ok {
		t.Fatalf("∂y/∂%s is zero by structure in\n%s", wrt, ir.Format(f))
	}
	return d
}

// TestFunctions checks every function of one variable at x = 3u, so that the chain rule takes part.
func TestFunctions(t *testing.T) {
	for op := ir.Op(0); op <= ir.Erfc; op++ {
		want, ok := derivatives[op]
		if !ok {
			if op.IsMath() && op != ir.Pow {
				t.Errorf("%v is not tested", op)
			}
			continue
		}
		b := ir.NewBuilder("f")
		b.Output("y", b.Op(op, b.Mul(b.F(3), b.Input("u", ir.F64))))
		f := b.Func()
		for _, x := range []float64{-20, -3, -0.7, -1e-3, 1e-9, 0.2, 0.9, 1.5, 6, 30} {
			w := 3 * want(x)
			if math.IsNaN(w) || x < 0 && (op == ir.Log || op == ir.Log10) || x < -1 && op == ir.Log1p {
				continue
			}
			got := partial(t, f, "u", map[string]float64{"u": x / 3})
			if math.Abs(got-w) > 1e-12*math.Abs(w) {
				t.Errorf("%v'(%v) = %v, want %v", op, x, got, w)
			}
		}
	}
}

func TestTanhFarOut(t *testing.T) {
	b := ir.NewBuilder("f")
	b.Output("y", b.Op(ir.Tanh, b.Input("u", ir.F64)))
	for x, want := range map[float64]float64{25: 4 * math.Exp(-50), -300: 4 * math.Exp(-600), 1000: 0} {
		if got := partial(t, b.Func(), "u", map[string]float64{"u": x}); math.Abs(got-want) > 1e-13*want {
			t.Errorf("tanh'(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestPower(t *testing.T) {
	pow := func(exponent func(b *ir.Builder) ir.Value) *ir.Func {
		b := ir.NewBuilder("f")
		u := b.Input("u", ir.F64)
		b.Output("y", b.Op(ir.Pow, u, exponent(b)))
		return b.Func()
	}
	variable := pow(func(b *ir.Builder) ir.Value { return b.Input("v", ir.F64) })
	tests := []struct {
		f    *ir.Func
		wrt  string
		u, v float64
		want float64
	}{
		{pow(func(b *ir.Builder) ir.Value { return b.F(0) }), "u", 0, 0, 0},
		{pow(func(b *ir.Builder) ir.Value { return b.F(1) }), "u", 0, 0, 1},
		{pow(func(b *ir.Builder) ir.Value { return b.F(2) }), "u", -3, 0, -6},
		{pow(func(b *ir.Builder) ir.Value { return b.F(3) }), "u", -3, 0, 27},
		{pow(func(b *ir.Builder) ir.Value { return b.F(-1.5) }), "u", 2, 0, -1.5 * math.Pow(2, -2.5)},
		{variable, "u", 2, 3.5, 3.5 * math.Pow(2, 2.5)},
		{variable, "u", 0, 0, 0},
		{variable, "u", -2, 3, 12},
		{variable, "v", 2, 3.5, math.Ln2 * math.Pow(2, 3.5)},
		{variable, "v", 0, 2, 0},
	}
	for _, test := range tests {
		at := map[string]float64{"u": test.u, "v": test.v}
		if got := partial(t, test.f, test.wrt, at); math.Abs(got-test.want) > 1e-14*math.Abs(test.want) {
			t.Errorf("∂u^v/∂%s at %v, %v = %v, want %v", test.wrt, test.u, test.v, got, test.want)
		}
	}
}

// TestExponentialTerm: the derivative of AdExIF's equation, as in BrainPy: (-1 + delta·E/delta)/tau.
func TestExponentialTerm(t *testing.T) {
	b := ir.NewBuilder("f")
	v, delta := b.Input("V", ir.F64), b.F(3.48)
	e := b.Mul(delta, b.Op(ir.Exp, b.Div(b.Sub(v, b.F(-59.9)), delta)))
	b.Output("y", b.Div(b.Add(b.Sub(b.F(-65), v), e), b.F(10)))
	for _, x := range []float64{-70, -59.9, -50, -30} {
		want := (math.Exp((x+59.9)/3.48) - 1) / 10
		if got := partial(t, b.Func(), "V", map[string]float64{"V": x}); math.Abs(got-want) > 1e-15*math.Abs(want)+2e-17 {
			t.Errorf("V = %v: %v, want %v", x, got, want)
		}
	}
}

// TestStructuralZeros: no output where the derivative is zero, whatever the values.
func TestStructuralZeros(t *testing.T) {
	b := ir.NewBuilder("f")
	x, y, n, c := b.Input("x", ir.F64), b.Input("y", ir.F64), b.Input("n", ir.I64), b.Input("c", ir.Bool)
	b.Output("only y", b.Mul(y, y))
	b.Output("rounded", b.Add(b.Op(ir.Floor, x), b.Op(ir.RoundEven, x)))
	b.Output("branch", b.Select(b.Op(ir.Lt, x, y), b.F(1), b.F(2)))
	b.Output("integer", b.Mul(b.Op(ir.ToFloat, n), b.Op(ir.ToFloat, b.Op(ir.ToInt, x))))
	b.Output("bool", b.Op(ir.Lt, x, y))
	b.Output("one branch", b.Select(c, x, y))
	g := ad.Forward(b.Func(), "x", "y", "n", "absent")
	var got []string
	for _, o := range g.Out[len(b.Func().Out):] {
		got = append(got, o.Name)
	}
	want := []string{ad.Partial("only y", "y"), ad.Partial("one branch", "x"), ad.Partial("one branch", "y")}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("derivatives %q, want %q", got, want)
	}
	values := eval.Float(g, map[string]float64{"x": 1, "y": 3, "n": 2, "c": 0})
	if values[want[0]] != 6 || values[want[1]] != 0 || values[want[2]] != 1 {
		t.Errorf("%v", values)
	}
}

// TestAgainstDifferences compares random smooth expressions of two variables with central differences.
func TestAgainstDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := smooth(t)
		at := map[string]float64{
			"u": rapid.Float64Range(-1, 1).Draw(t, "u"),
			"v": rapid.Float64Range(-1, 1).Draw(t, "v"),
		}
		g := ad.Forward(f, "u", "v")
		values := eval.Float(g, at)
		for _, x := range []string{"u", "v"} {
			difference, noise := slope(f, x, at)
			d := values[ad.Partial("y", x)] // 0 if it is zero by structure
			if !(math.Abs(d-difference) <= noise) {
				t.Fatalf("∂y/∂%s = %v, by differences %v ± %g, in\n%s", x, d, difference, noise, ir.Format(f))
			}
		}
	})
}

// slope is the derivative of y by central differences with one step of Richardson's extrapolation, and a bound of its error.
func slope(f *ir.Func, x string, at map[string]float64) (d, noise float64) {
	y := func(h float64) float64 {
		moved := map[string]float64{"u": at["u"], "v": at["v"]}
		moved[x] += h
		return eval.Float(f, moved)["y"]
	}
	const h = 1.0 / (1 << 10)
	wide, narrow := (y(2*h)-y(-2*h))/(4*h), (y(h)-y(-h))/(2*h)
	d = narrow + (narrow-wide)/3
	return d, 1e-10 + 1e-8*math.Abs(d) + 0.2*math.Abs(narrow-wide) + 1e-12*math.Abs(y(0))/h
}

// smooth draws an expression y of bounded smooth operations.
func smooth(t *rapid.T) *ir.Func {
	b := ir.NewBuilder("f")
	pool := []ir.Value{b.Input("u", ir.F64), b.Input("v", ir.F64), b.F(0.5), b.F(-1.25)}
	pick := func() ir.Value { return rapid.SampledFrom(pool).Draw(t, "operand") }
	for range rapid.IntRange(1, 12).Draw(t, "size") {
		x := pick()
		var v ir.Value
		switch rapid.IntRange(0, 9).Draw(t, "op") {
		case 0:
			v = b.Add(x, pick())
		case 1:
			v = b.Sub(x, pick())
		case 2:
			v = b.Op(ir.Sin, b.Mul(x, pick()))
		case 3:
			v = b.Div(x, b.FMA(x, x, b.F(1)))
		case 4:
			v = b.Op(ir.Tanh, b.FMA(x, pick(), pick()))
		case 5:
			v = b.Op(ir.Exp, b.Op(ir.Cos, x))
		case 6:
			v = b.Op(ir.Log1p, b.Mul(x, x))
		case 7:
			v = b.Op(ir.Sqrt, b.FMA(x, x, b.F(0.5)))
		case 8:
			v = b.Op(ir.Pow, b.FMA(x, x, b.F(0.5)), b.Op(ir.Sin, pick()))
		case 9:
			v = b.Op(ir.Neg, b.Op(ir.Erf, x))
		}
		pool = append(pool, v)
	}
	b.Output("y", pool[len(pool)-1])
	return b.Func()
}
