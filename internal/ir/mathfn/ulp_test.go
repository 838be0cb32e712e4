package mathfn_test

import (
	"flag"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
)

var long = flag.Bool("long", false, "measure errors on millions of points")

// points is how many random arguments each function is measured on.
func points() int {
	switch {
	case *long:
		return 2_000_000
	case testing.Short():
		return 2_000
	}
	return 10_000
}

// compute is op by its body.
func compute(op ir.Op, x, y float64) float64 {
	f := mathfn.Body(op)
	in := []uint64{math.Float64bits(x), math.Float64bits(y)}[:len(f.In)]
	return math.Float64frombits(eval.Func(f, in)[0])
}

// ulps is |have - want| in units of the last place of want: those of its binade, subnormal ones included. Infinity, and
// all beyond it, counts as 2^1024.
func ulps(have float64, want *big.Float) float64 {
	exponent := min(max(want.MantExp(nil)-53, -1074), 1024-53)
	h := number(have)
	if math.IsInf(have, 0) {
		h = scaled(number(math.Copysign(1, have)), 1024)
	}
	if want.MantExp(nil) > 1024 {
		want = scaled(number(float64(want.Sign())), 1024)
	}
	return math.Abs(float(scaled(sub(h, want), -exponent)))
}

// worst is the largest error met, and where.
type worst struct{ ulp, x, y float64 }

func (w worst) String() string {
	return fmt.Sprintf("%.4f ulp at x = %x (%g), y = %x (%g)", w.ulp, w.x, w.x, w.y, w.y)
}

func TestError(t *testing.T) {
	for _, op := range mathfn.Ops() {
		t.Run(op.String(), func(t *testing.T) {
			t.Parallel()
			w := measure(op, points())
			t.Log(w)
			if !(w.ulp <= 1) {
				t.Errorf("%v: %v", op, w)
			}
		})
	}
}

func measure(op ir.Op, n int) worst {
	rnd := rand.New(rand.NewPCG(uint64(op), 7))
	var w worst
	for i := range n {
		x, y := argument(op, rnd, i)
		have := compute(op, x, y)
		if u := ulps(have, oracles[op](x, y)); !(u <= w.ulp) {
			w = worst{u, x, y}
		}
	}
	return w
}

// interval is where a function does something: it is measured there densely, besides all over its domain.
type interval struct{ low, high float64 }

var intervals = map[ir.Op][]interval{
	ir.Exp:   {{-745.2, 709.79}, {-1, 1}, {0.34, 0.42}, {-745.2, -708}, {709.7, 709.785}},
	ir.Expm1: {{-40, 709.79}, {-2, 2}, {0.34, 0.42}, {0.3, 1.1}, {-1.1, -0.3}, {709.7, 709.785}, {0, 60}},
	ir.Log:   {{0, 10}, {0.5, 2}, {0.99, 1.01}, {0, 0x1p-1022}},
	ir.Log1p: {{-1, 10}, {-0.5, 1}, {-0.01, 0.01}, {-1, -0.99999}, {0.3, 0.6}},
	ir.Log10: {{0, 1000}, {0.5, 2}, {0.99, 1.01}, {0, 0x1p-1022}},
	ir.Sin:   angles, ir.Cos: angles, ir.Tan: angles,
	ir.Sinh: {{-2, 2}, {0.2, 1.2}, {0, 40}, {-711, 711}, {710, 710.4759}},
	ir.Cosh: {{-2, 2}, {0.2, 1.2}, {0, 40}, {-711, 711}, {710, 710.4759}},
	ir.Tanh: {{-2, 2}, {0, 0.6}, {0, 22}},
	ir.Erf:  {{-2, 2}, {0.4, 0.6}, {0, 6}},
	ir.Erfc: {{-2, 2}, {0, 6}, {0, 27.3}, {-6, 0}, {26, 27.3}},
}

var angles = []interval{{-4, 4}, {0, 0.8}, {0, 1000}, {0, 0x1p20}, {0x1p20, 0x1p22}}

// argument is a point for op: every other one of any exponent inside the domain, the others from intervals.
func argument(op ir.Op, rnd *rand.Rand, i int) (x, y float64) {
	if op == ir.Pow {
		return powArgument(rnd, i)
	}
	list := intervals[op]
	if i%2 == 0 {
		v := list[i/2%len(list)]
		return v.low + (v.high-v.low)*rnd.Float64(), 0
	}
	for {
		x = math.Float64frombits(rnd.Uint64())
		if !math.IsNaN(x) && !math.IsInf(x, 0) && inDomain(op, x) {
			return x, 0
		}
	}
}

// inDomain reports whether op is finite and not constant at x.
func inDomain(op ir.Op, x float64) bool {
	switch op {
	case ir.Exp:
		return x > -745.2 && x < 709.785
	case ir.Expm1:
		return x > -100 && x < 709.785
	case ir.Log, ir.Log10:
		return x > 0
	case ir.Log1p:
		return x > -1
	case ir.Sinh, ir.Cosh:
		return math.Abs(x) < 710.4759
	case ir.Tanh:
		return math.Abs(x) < 30
	case ir.Erfc:
		return x < 27.3
	}
	return true
}

// powArgument is a point whose power is finite and not 0.
func powArgument(rnd *rand.Rand, i int) (x, y float64) {
	for {
		switch i % 3 {
		case 0: // any base, exponent so that the power is anything
			x = math.Abs(math.Float64frombits(rnd.Uint64()))
			y = (rnd.Float64()*1455 - 745) / math.Log(x)
		case 1: // near 1
			x = 1 + rnd.NormFloat64()*math.Exp2(-float64(rnd.IntN(52)))
			y = (rnd.Float64()*1455 - 745) / math.Log(math.Abs(x))
		case 2: // small integers and halves
			x, y = rnd.NormFloat64()*10, float64(rnd.IntN(40)-20)/2
		}
		if x < 0 {
			y = math.Round(y)
		}
		e := y * math.Log(math.Abs(x))
		if x != 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && e > -745.1 && e < 709.78 {
			return x, y
		}
	}
}
