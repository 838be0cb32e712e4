package device

import (
	"math"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
)

// Poisson is a poisson_generator: spikes at random times, for each connection its own. Time is cut into chunks of 2^shift
// steps; the random numbers of a train and a chunk give the number of spikes in it, then the step of each. At high rates they
// give the numbers of spikes in its steps.
type Poisson struct {
	own
	window Window
	shift  uint
	counts *draw.Poisson // of the spikes in a chunk, or
	dense  bool          // in a step
}

const (
	longestChunk = 6       // shift; longer ones save little: a chunk costs a hundred ns
	chunkSpikes  = 16      // on average, at most, in a chunk that is not dense: they are kept
	denseSpikes  = 1       // in a step, on average, are worth a draw
	denseChunk   = 3       // shift
	stepSpikes   = 1 << 20 // in a step, on average, at most
)

// NewPoisson makes a generator of rate spikes per second (rate in Hz) during the window. Errors are added to errs.
func NewPoisson(rate float64, o Origin, w Window, g grid.Grid, errs *invalid.List) *Poisson {
	path := invalid.Path("parameters", "rate")
	mean := rate * g.Dt / 1000
	switch {
	case math.IsNaN(rate) || math.IsInf(rate, 0):
		errs.Addf(path, "%v is not a finite number", rate)
	case rate < 0:
		errs.Addf(path, "the rate is negative: %v Hz", rate)
	case mean > stepSpikes:
		errs.Addf(path, "%v Hz are more than %d spikes in each time step of %v ms", rate, stepSpikes, g.Dt)
	}
	if !(mean >= 0 && mean <= stepSpikes) {
		return nil
	}
	p := &Poisson{own: own{origin: o}, window: w, dense: mean > denseSpikes}
	if p.dense {
		p.shift, p.counts = denseChunk, draw.NewPoisson(mean)
		return p
	}
	for p.shift < longestChunk && 2*mean <= chunkSpikes {
		mean *= 2
		p.shift++
	}
	p.counts = draw.NewPoisson(mean)
	return p
}

// Shift is the binary logarithm of the steps of a chunk: the grid point k lies in chunk k >> Shift.
func (p *Poisson) Shift() uint { return p.shift }

// Burst is some spikes of a train at the grid point At of a chunk, counted from 0.
type Burst struct{ At, Count int32 }

// Append appends the spikes of a train in a chunk to list. Their order has no meaning; a grid point may occur several times.
// It takes a tenth of a microsecond and, for each spike, or each step of a dense chunk, a tenth of that.
func (p *Poisson) Append(list []Burst, t Train, chunk int64) []Burst {
	first := chunk << p.shift
	last := first + 1<<p.shift - 1
	if last <= p.window.Start || first > p.window.Stop {
		return list
	}
	whole := first > p.window.Start && last <= p.window.Stop
	s := p.stream(t, chunk)
	acts := func(at int32) bool {
		k := first + int64(at)
		return whole || k > p.window.Start && k <= p.window.Stop
	}
	if p.dense {
		for at := range int32(1 << denseChunk) {
			if n := p.counts.Draw(&s); n > 0 && acts(at) {
				list = append(list, Burst{at, int32(n)})
			}
		}
		return list
	}
	spikes := p.counts.Draw(&s)
	bits, left := uint32(0), uint(0)
	for range spikes {
		if left < p.shift {
			bits, left = s.Uint32(), 32
		}
		at := int32(bits & (1<<p.shift - 1))
		bits, left = bits>>p.shift, left-p.shift
		if acts(at) {
			list = append(list, Burst{at, 1})
		}
	}
	return list
}

// At is the number of spikes of a train at grid point k.
func (p *Poisson) At(t Train, k int64) int {
	count := 0
	for _, b := range p.Append(nil, t, k>>p.shift) {
		if int64(b.At) == k-k>>p.shift<<p.shift {
			count += int(b.Count)
		}
	}
	return count
}
