package draw

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/kernel"
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
		into[i], r[i] = inDisc(&stream)
	}
	apply(logs(), r, logarithms[:len(into)])
	for i, x := range into {
		z := x * math.Sqrt(-2*logarithms[i]/r[i])
		into[i] = math.FMA(d.Std, z, d.Mean)
	}
}

func (d LogNormal) samples(into []float64, key rng.Key, first int64) {
	d.normal().samples(into, key, first)
	apply(exps(), into, into)
}

func (d Exponential) samples(into []float64, key rng.Key, first int64) {
	for i := range into {
		stream := key.Stream(first+int64(i), 0)
		into[i] = 1 - stream.Float64()
	}
	apply(logs(), into, into)
	for i, x := range into {
		into[i] = -d.Mean * x
	}
}

// apply computes f of each number in from.
func apply(f kernel.Function, from, into []float64) {
	f.Run(len(from), []kernel.Column{{F: from}}, []kernel.Column{{F: into}})
}
