package pass_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

func varies(input string) bool { return input == "x" }

// quotients is x/tau + (x·x)/tau + x/3 + tau/x + 2/tau + x/1e-320: one reciprocal for the first two, a constant for the
// third; the others stay.
func quotients() *ir.Func {
	b := ir.NewBuilder("quotients")
	x, tau := b.Input("x", ir.F64), b.Input("tau", ir.F64)
	for i, v := range []ir.Value{
		b.Div(x, tau), b.Div(b.Mul(x, x), tau), b.Div(x, b.F(3)), b.Div(tau, x), b.Div(b.F(2), tau), b.Div(x, b.F(1e-320)),
	} {
		b.Output(string(rune('a'+i)), v)
	}
	return b.Func()
}

func TestReciprocalDividesOnce(t *testing.T) {
	f := pass.Reciprocal(quotients(), varies)
	divisions := 0
	for _, in := range f.Code {
		if in.Op == ir.Div {
			divisions++
		}
	}
	if divisions != 4 { // 1/tau, tau/x, 2/tau, x/1e-320
		t.Errorf("%d divisions:\n%s", divisions, ir.Format(f))
	}
	if again := pass.Reciprocal(f, varies); ir.Format(again) != ir.Format(f) {
		t.Errorf("applied twice it gives\n%s", ir.Format(again))
	}
}

func TestReciprocalIsWithinAnUlp(t *testing.T) {
	f, g := quotients(), pass.Reciprocal(quotients(), varies)
	for _, x := range []float64{0, -1, 7.3, 1e300, -3e-5, math.Inf(1)} {
		for _, tau := range []float64{10, 0.2, -49, 1e-3} {
			in := map[string]float64{"x": x, "tau": tau}
			want, got := eval.Float(f, in), eval.Float(g, in)
			for name, w := range want {
				up, down := math.Nextafter(w, math.Inf(1)), math.Nextafter(w, math.Inf(-1))
				if v := got[name]; v != w && v != up && v != down {
					t.Errorf("%s of x=%v, tau=%v is %v, the quotient is %v", name, x, tau, v, w)
				}
			}
		}
	}
}

// A parameter gives the same bits as a constant and as a value of each neuron.
func TestReciprocalDoesNotKnowConstants(t *testing.T) {
	f := pass.Reciprocal(quotients(), varies)
	bound := pass.Specialise(f, map[string]uint64{"tau": math.Float64bits(0.7)})
	for x := -5.0; x < 5; x += 0.37 {
		free := eval.Float(f, map[string]float64{"x": x, "tau": 0.7})
		for name, v := range eval.Float(bound, map[string]float64{"x": x}) {
			if free[name] != v {
				t.Errorf("%s of x=%v is %v with a constant, %v with a parameter", name, x, v, free[name])
			}
		}
	}
}
