package draw

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/scalar"
	"github.com/spikelet/spikelet/internal/rng"
)

// normal draws from the standard normal distribution by the polar method (G. Marsaglia, T. A. Bray, SIAM Review 6 (1964),
// doi:10.1137/1006063).
func normal(s *rng.Stream) float64 {
	x, _, r := polar(s)
	return x * stretch(r, scalar.Log.At(r))
}

// polar returns a point in the unit disc, each alike, and the square of its distance from the centre.
func polar(s *rng.Stream) (x, y, r float64) {
	for {
		x, y := math.FMA(2, s.Float64(), -1), math.FMA(2, s.Float64(), -1)
		if r := math.FMA(x, x, float64(y*y)); r > 0 && r < 1 {
			return x, y, r
		}
	}
}

func stretch(r, log float64) float64 { return math.Sqrt(-2 * log / r) }

// NormalsRoom is how many pairs Normals has room for.
const NormalsRoom = 256

// Normals draws pairs of independent standard normal numbers, each from its stream.
type Normals struct {
	n            int
	x, y, r, log [NormalsRoom]float64
}

// Add draws one more pair from s.
func (b *Normals) Add(s *rng.Stream) {
	b.x[b.n], b.y[b.n], b.r[b.n] = polar(s)
	b.n++
}

// Take returns the pairs x[i], y[i] that were added, in their order, until Add is called again.
func (b *Normals) Take() (x, y []float64) {
	n := b.n
	b.n = 0
	scalar.Log.Each(b.log[:n], b.r[:n])
	for i := range n {
		f := stretch(b.r[i], b.log[i])
		b.x[i] *= f
		b.y[i] *= f
	}
	return b.x[:n], b.y[:n]
}
