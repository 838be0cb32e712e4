package portable

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
)

// TestMathBlocks holds the generated blocks against the evaluator, bit for bit (a NaN is a NaN).
func TestMathBlocks(t *testing.T) {
	const n = 4000
	x, y, dst := make([]float64, n), make([]float64, n), make([]float64, n)
	fillMathArguments(x, 1)
	fillMathArguments(y, 2)
	for _, op := range mathfn.Ops() {
		applyMath(op, dst, x, y)
		f := mathfn.Body(op)
		for i := range dst {
			want := math.Float64frombits(eval.Func(f, []uint64{math.Float64bits(x[i]), math.Float64bits(y[i])}[:len(f.In)])[0])
			if math.Float64bits(dst[i]) != math.Float64bits(want) && !(math.IsNaN(dst[i]) && math.IsNaN(want)) {
				t.Errorf("%v(%x, %x) = %x, evaluator: %x", op, x[i], y[i], dst[i], want)
			}
		}
	}
}

func applyMath(op ir.Op, dst, x, y []float64) {
	if op == ir.Pow {
		powBlock(dst, x, y)
		return
	}
	mathBlocks[op](dst, x)
}

// fillMathArguments takes a third of the arguments from all bit patterns, the others from where functions are not
// constant, and starts with the special values.
func fillMathArguments(x []float64, seed uint64) {
	rnd := rand.New(rand.NewPCG(seed, 0))
	for i := range x {
		switch i % 3 {
		case 0:
			x[i] = math.Float64frombits(rnd.Uint64())
		case 1:
			x[i] = rnd.NormFloat64() * 4
		case 2:
			x[i] = (rnd.Float64() - 0.5) * 1500
		}
	}
	inf := math.Inf(1)
	copy(x, []float64{0, math.Copysign(0, -1), 1, -1, inf, -inf, math.NaN(), math.SmallestNonzeroFloat64, math.MaxFloat64})
	rnd.Shuffle(9, func(i, j int) { x[i], x[j] = x[j], x[i] })
}

func BenchmarkMath(b *testing.B) {
	const n = 512
	x, y, dst := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = 5 + float64(i%100)*0.137 + float64(i)*1e-3
		y[i] = -1.5 + float64(i%7)*0.5
	}
	for _, op := range mathfn.Ops() {
		b.Run(op.String(), func(b *testing.B) {
			for b.Loop() {
				applyMath(op, dst, x, y)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/lane")
		})
	}
}
