package mathfn_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
)

const (
	smallest = math.SmallestNonzeroFloat64
	largest  = math.MaxFloat64
	normal   = 0x1p-1022
)

var (
	inf   = math.Inf(1)
	nan   = math.NaN()
	minus = math.Copysign(0, -1)
)

// same reports whether a and b are the same number, zeros by sign, NaN equal to NaN.
func same(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
}

// TestLimits is what every function of one operand gives at the infinities, the zeros and NaN.
func TestLimits(t *testing.T) {
	arguments := [...]float64{-inf, minus, 0, inf, nan}
	for op, want := range map[ir.Op][len(arguments)]float64{
		ir.Exp:   {0, 1, 1, inf, nan},
		ir.Expm1: {-1, minus, 0, inf, nan},
		ir.Log:   {nan, -inf, -inf, inf, nan},
		ir.Log1p: {nan, minus, 0, inf, nan},
		ir.Log10: {nan, -inf, -inf, inf, nan},
		ir.Sin:   {nan, minus, 0, nan, nan},
		ir.Cos:   {nan, 1, 1, nan, nan},
		ir.Tan:   {nan, minus, 0, nan, nan},
		ir.Sinh:  {-inf, minus, 0, inf, nan},
		ir.Cosh:  {inf, 1, 1, inf, nan},
		ir.Tanh:  {-1, minus, 0, 1, nan},
		ir.Erf:   {-1, minus, 0, 1, nan},
		ir.Erfc:  {2, 1, 1, 0, nan},
	} {
		for i, x := range arguments {
			if have := compute(op, x, 0); !same(have, want[i]) {
				t.Errorf("%v(%g) = %g, want %g", op, x, have, want[i])
			}
		}
	}
}

// TestExactValues is where results over- and underflow, and where they are exact.
func TestExactValues(t *testing.T) {
	for _, c := range []struct {
		op      ir.Op
		x, want float64
	}{
		{ir.Exp, smallest, 1}, {ir.Exp, -smallest, 1}, {ir.Exp, largest, inf}, {ir.Exp, -largest, 0},
		{ir.Exp, 0x1.62e42fefa39fp+9, inf}, {ir.Exp, -0x1.74910d52d3053p+9, 0}, {ir.Exp, -0x1.74910d52d3051p+9, smallest},
		{ir.Expm1, smallest, smallest}, {ir.Expm1, -normal, -normal}, {ir.Expm1, 0x1.62e42fefa39fp+9, inf},
		{ir.Expm1, -50, -1}, {ir.Expm1, -largest, -1}, {ir.Expm1, largest, inf},
		{ir.Log, 1, 0}, {ir.Log, -1, nan}, {ir.Log, -smallest, nan}, {ir.Log, -largest, nan},
		{ir.Log1p, -1, -inf}, {ir.Log1p, -1.5, nan}, {ir.Log1p, -largest, nan}, {ir.Log1p, smallest, smallest},
		{ir.Log10, 1, 0}, {ir.Log10, 1e22, 22}, {ir.Log10, 1e15, 15}, {ir.Log10, 10, 1}, {ir.Log10, -1, nan},
		{ir.Sin, smallest, smallest}, {ir.Sin, -normal, -normal}, {ir.Cos, smallest, 1}, {ir.Cos, -normal, 1},
		{ir.Tan, smallest, smallest}, {ir.Tan, -normal, -normal},
		{ir.Sinh, smallest, smallest}, {ir.Sinh, -largest, -inf}, {ir.Sinh, 711, inf}, {ir.Sinh, -711, -inf},
		{ir.Cosh, smallest, 1}, {ir.Cosh, -largest, inf}, {ir.Cosh, 711, inf}, {ir.Cosh, -711, inf},
		{ir.Tanh, smallest, smallest}, {ir.Tanh, 20, 1}, {ir.Tanh, -largest, -1},
		{ir.Erf, smallest, smallest}, {ir.Erf, 6, 1}, {ir.Erf, -largest, -1},
		{ir.Erfc, smallest, 1}, {ir.Erfc, -6, 2}, {ir.Erfc, -largest, 2}, {ir.Erfc, 27.3, 0}, {ir.Erfc, largest, 0},
	} {
		if have := compute(c.op, c.x, 0); !same(have, c.want) {
			t.Errorf("%v(%x) = %g, want %g", c.op, c.x, have, c.want)
		}
	}
}

// TestPowSpecial is the table of IEEE 754-2019, 9.2.1.
func TestPowSpecial(t *testing.T) {
	bases := []float64{0, minus, smallest, 0.5, 1, 2, largest, inf, -smallest, -0.5, -1, -2, -largest, -inf, nan}
	for _, x := range bases {
		checkPow(t, x, 0, 1)
		checkPow(t, x, minus, 1)
		checkPow(t, 1, x, 1)
		if x != 1 {
			checkPow(t, x, nan, nan)
		}
		if !math.IsNaN(x) && x != 0 {
			checkPow(t, nan, x, nan)
		}
	}
	checkPow(t, -1, inf, 1)
	checkPow(t, -1, -inf, 1)
	for _, odd := range []float64{1, 3, 0x1p53 - 1, 0x1.8p52 + 1} {
		for _, sign := range []float64{1, -1} {
			zero, infinite := math.Copysign(0, sign), math.Copysign(inf, sign)
			checkPow(t, zero, odd, zero)
			checkPow(t, zero, -odd, infinite)
			checkPow(t, infinite, odd, infinite)
			checkPow(t, infinite, -odd, zero)
			checkPow(t, math.Copysign(1, sign), odd, sign)
			checkPow(t, math.Copysign(1, sign), -odd, sign)
		}
	}
	for _, even := range []float64{0.5, 2, 2.5, smallest, 0x1p53, 0x1p60, largest, inf} {
		for _, sign := range []float64{1, -1} {
			checkPow(t, math.Copysign(0, sign), even, 0)
			checkPow(t, math.Copysign(0, sign), -even, inf)
			checkPow(t, math.Copysign(inf, sign), even, inf)
			checkPow(t, math.Copysign(inf, sign), -even, 0)
		}
	}
}

func TestPowRange(t *testing.T) {
	for _, size := range []float64{2, 1 + 0x1p-52, largest} {
		checkPow(t, size, inf, inf)
		checkPow(t, -size, inf, inf)
		checkPow(t, size, -inf, 0)
		checkPow(t, -size, -inf, 0)
		checkPow(t, 1/size, largest, 0)
		checkPow(t, -size, largest, inf) // an even integer
	}
	for _, fraction := range []float64{0.5, -0.5, smallest, -1.5, 0x1p52 - 0.5} {
		checkPow(t, -2, fraction, nan)
		checkPow(t, -smallest, fraction, nan)
		checkPow(t, -largest, fraction, nan)
	}
	checkPow(t, 2, 1023, 0x1p1023)
	checkPow(t, 2, 1024, inf)
	checkPow(t, -2, 1025, -inf)
	checkPow(t, 2, -1074, smallest)
	checkPow(t, -2, -1073, -2*smallest)
	checkPow(t, 2, -1075, 0)
	checkPow(t, -2, -1077, minus)
	checkPow(t, 3, 5, 243)
	checkPow(t, -3, 3, -27)
	checkPow(t, 10, 22, 1e22)
	checkPow(t, 4, 0.5, 2)
	checkPow(t, largest, 1, largest)
	checkPow(t, smallest, 1, smallest)
	checkPow(t, smallest, -1, inf)
	checkPow(t, 5, smallest, 1)
}

func checkPow(t *testing.T, x, y, want float64) {
	t.Helper()
	if have := compute(ir.Pow, x, y); !same(have, want) {
		t.Errorf("pow(%x, %x) = %g, want %g", x, y, have, want)
	}
}

// seams are where a function has a threshold, an extremum, a zero or a change of method.
var seams = map[ir.Op][]float64{
	ir.Exp:   {1, -1, 0x1.62e42fefa39efp+9, -0x1.6232bdd7abcd2p+9, -0x1.74910d52d3051p+9, math.Ln2 / 2, -math.Ln2 / 2, 0x1p-54},
	ir.Expm1: {1, -1, math.Ln2 / 2, -math.Ln2 / 2, 709, 0x1.62e42fefa39efp+9, -37, -40, 37.43, 0x1p-54, 0x1p-28},
	ir.Log:   {1, math.Sqrt2 / 2, math.Sqrt2, normal, largest, smallest, math.E, 2, 0.5},
	ir.Log1p: {-1, math.Sqrt2 - 1, math.Sqrt2/2 - 1, 1, 0x1p-54, 0x1p53, 0x1p54, 0x1p64, largest, normal},
	ir.Log10: {1, math.Sqrt2 / 2, math.Sqrt2, normal, largest, smallest, 10, 1e-5, 1e22, 1e23},
	ir.Sin:   angleSeams, ir.Cos: angleSeams, ir.Tan: angleSeams,
	ir.Sinh: {0x1p-28, math.Ln2 / 2, 1, 22, 37, 100, 709.78, 0x1.633ce8fb9f87dp+9},
	ir.Cosh: {0, math.Ln2 / 2, 1, 22, 37, 100, 709.78, 0x1.633ce8fb9f87dp+9},
	ir.Tanh: {0x1p-28, math.Ln2 / 4, 1, 18.5, 18.7, 19.06, 22},
	ir.Erf:  {0x1p-28, 0.5, 1, 4, 5.9, 6, normal},
	ir.Erfc: {0, 0.5, -0.5, 4, -4, 2, 8, -5.9, 26.5, 27.2, 0x1.b39dc41e48bfcp+4, normal},
}

// angleSeams has multiples of π/2, the ends of the reductions, and the float64 nearest to a multiple of π/2.
var angleSeams = []float64{
	0x1p-28, math.Pi / 4, math.Pi / 2, 3 * math.Pi / 4, math.Pi, 3 * math.Pi / 2, 2 * math.Pi, 22, 355, 1e5 * math.Pi, 0x1p20, 0x1p21,
	0x1p53, 0x1p100, 1e300, largest, math.Ldexp(6381956970095103, 797), math.Ldexp(1, 1000) * math.Pi,
}

// TestSeams measures the error on every float64 about the seams, on both sides of zero.
func TestSeams(t *testing.T) {
	const about = 60
	for _, op := range mathfn.Ops() {
		for _, seam := range seams[op] {
			x := seam
			for range about {
				x = math.Nextafter(x, -inf)
			}
			for range 2 * about {
				checkBound(t, op, x)
				checkBound(t, op, -x)
				x = math.Nextafter(x, inf)
			}
		}
	}
}

func checkBound(t *testing.T, op ir.Op, x float64) {
	t.Helper()
	if math.IsInf(x, 0) || x == 0 || op <= ir.Log10 && op >= ir.Log && (x <= -1 || op != ir.Log1p && x < 0) {
		return
	}
	have := compute(op, x, 0)
	if u := ulps(have, oracles[op](x, 0)); !(u <= 1) {
		t.Errorf("%v(%x) = %g: error %g ulp", op, x, have, u)
	}
}

// TestSymmetry holds the odd and even functions to their symmetry, bit for bit.
func TestSymmetry(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		x := math.Float64frombits(rnd.Uint64())
		for _, op := range []ir.Op{ir.Sin, ir.Tan, ir.Sinh, ir.Tanh, ir.Erf} {
			if a, b := compute(op, x, 0), compute(op, -x, 0); !same(a, -b) {
				t.Errorf("%v(±%x) = %x, %x", op, x, a, b)
			}
		}
		for _, op := range []ir.Op{ir.Cos, ir.Cosh} {
			if a, b := compute(op, x, 0), compute(op, -x, 0); !same(a, b) {
				t.Errorf("%v(±%x) = %x, %x", op, x, a, b)
			}
		}
	}
}
