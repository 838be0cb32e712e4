package pass_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

// sums holds every form that becomes a fused multiply-add, and two that do not: a product that is needed elsewhere too, and one
// that is an output.
func sums() *ir.Func {
	b := ir.NewBuilder("sums")
	x, y, z := b.Input("x", ir.F64), b.Input("y", ir.F64), b.Input("z", ir.F64)
	b.Output("x*y + z", b.Add(b.Mul(x, y), z))
	b.Output("z + 3*x", b.Add(z, b.Mul(b.F(3), x)))
	b.Output("y*y - z", b.Sub(b.Mul(y, y), z))
	b.Output("z - x*x", b.Sub(z, b.Mul(x, x)))
	b.Output("5*x + 7*y", b.Add(b.Mul(b.F(5), x), b.Mul(b.F(7), y)))
	shared := b.Mul(x, z)
	b.Output("x*z + y", b.Add(shared, y))
	b.Output("x*z", shared)
	return b.Func()
}

func TestContractFusesWhatNothingElseNeeds(t *testing.T) {
	f := pass.Contract(sums())
	count := map[ir.Op]int{}
	for _, in := range f.Code {
		count[in.Op]++
	}
	if count[ir.FMA] != 5 || count[ir.Mul] != 2 || count[ir.Add] != 1 || count[ir.Sub] != 0 {
		t.Errorf("%v:\n%s", count, ir.Format(f))
	}
	if again := pass.Contract(f); ir.Format(again) != ir.Format(f) {
		t.Errorf("applied twice it gives\n%s", ir.Format(again))
	}
}

// A fused multiply-add is the exact value rounded once.
func TestContractRoundsOnce(t *testing.T) {
	exact := func(x float64) *big.Float { return new(big.Float).SetPrec(400).SetFloat64(x) }
	product := func(x, y float64) *big.Float { return new(big.Float).SetPrec(400).Mul(exact(x), exact(y)) }
	f := pass.Contract(sums())
	for _, in := range []map[string]float64{
		{"x": 0.1, "y": 0.3, "z": -0.03}, {"x": 1 + 0x1p-52, "y": 1 - 0x1p-53, "z": -1}, {"x": math.Pi, "y": -math.E, "z": 1e-9},
	} {
		x, y, z := in["x"], in["y"], in["z"]
		sum := func(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(400).Add(a, b) }
		got := eval.Float(f, in)
		for name, want := range map[string]*big.Float{
			"x*y + z": sum(product(x, y), exact(z)), "z + 3*x": sum(exact(z), product(3, x)), "y*y - z": sum(product(y, y), exact(-z)),
			"z - x*x": sum(exact(z), product(-x, x)), "5*x + 7*y": sum(product(5, x), exact(7*y)), "x*z + y": sum(exact(x*z), exact(y)), "x*z": exact(x * z),
		} {
			if w, _ := want.Float64(); got[name] != w {
				t.Errorf("%s is %v, rounded once %v", name, got[name], w)
			}
		}
	}
}

// A parameter gives the same bits as a constant and as a value of each neuron.
func TestContractDoesNotKnowConstants(t *testing.T) {
	in := map[string]float64{"x": 0.1, "y": 0.7, "z": -0.2}
	f := pass.Contract(sums())
	for name, x := range in {
		g := pass.Specialise(f, map[string]uint64{name: math.Float64bits(x)})
		for output, want := range eval.Float(f, in) {
			rest := map[string]float64{}
			for other, value := range in {
				if other != name && g.Input(other) >= 0 {
					rest[other] = value
				}
			}
			if got := eval.Float(g, rest)[output]; got != want {
				t.Errorf("%s with %s as a constant is %v, else %v", output, name, got, want)
			}
		}
	}
}
