package draw

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/scalar"
	"github.com/spikelet/spikelet/internal/rng"
)

// batch is how many numbers are drawn at a time: a function of many costs a tenth of one at a time.
const batch = 256

// batched is a distribution that draws many at a time.
type batched interface {
	// samples draws at most batch numbers: the i-th is what sample draws from the stream of key with the id first+i.
	samples(into []float64, key rng.Key, first int64)
}

func (u Uniform) samples(into []float64, key rng.Key, first int64) {
	for i := range into {
		stream := key.Stream(first+int64(i), 0)
		into[i] = u.sample(&stream)
	}
}

func (d Normal) samples(into []float64, key rng.Key, first int64) {
	var squares, logarithms [batch]float64
	r := squares[:len(into)]
	for i := range into {
		stream := key.Stream(first+int64(i), 0)
		into[i], _, r[i] = polar(&stream)
	}
	scalar.Log.Each(logarithms[:len(into)], r)
	for i, x := range into {
		z := x * stretch(r[i], logarithms[i])
		into[i] = math.FMA(d.Std, z, d.Mean)
	}
}

func (d LogNormal) samples(into []float64, key rng.Key, first int64) {
	d.normal().samples(into, key, first)
	scalar.Exp.Each(into, into)
}

func (d Exponential) samples(into []float64, key rng.Key, first int64) {
	for i := range into {
		stream := key.Stream(first+int64(i), 0)
		into[i] = 1 - stream.Float64()
	}
	scalar.Log.Each(into, into)
	for i, x := range into {
		into[i] = -d.Mean * x
	}
}
