package draw

import (
	"github.com/spikelet/spikelet/internal/exec/scalar"
	"github.com/spikelet/spikelet/internal/rng"
)

// Gaps draws the gaps of a Poisson process of rate 1: numbers of the exponential distribution of mean 1, many at a time.
type Gaps struct {
	stream rng.Stream
	drawn  []float64
	used   int
}

// NewGaps returns Gaps that Begin must give a stream.
func NewGaps() *Gaps {
	return &Gaps{drawn: make([]float64, 0, batch)}
}

// Begin starts over with a stream of which about so many gaps will be wanted. How many does not change them.
func (g *Gaps) Begin(s rng.Stream, about float64) {
	g.stream, g.used = s, 0
	g.draw(int(min(about, batch)))
}

// Next returns the next gap.
func (g *Gaps) Next() float64 {
	if g.used == len(g.drawn) {
		g.draw(len(g.drawn))
	}
	gap := g.drawn[g.used]
	g.used++
	return gap
}

// draw draws the next n gaps, or a few if n is small. They are -log(1-u), as for Exponential.
func (g *Gaps) draw(n int) {
	const few = 8
	g.drawn, g.used = g.drawn[:min(max(n, few), batch)], 0
	for i := range g.drawn {
		g.drawn[i] = 1 - g.stream.Float64()
	}
	scalar.Log.Each(g.drawn, g.drawn)
	for i, x := range g.drawn {
		g.drawn[i] = -x
	}
}

// Hazard is the rate at which a Poisson process has an event in a unit of time with that probability: -log(1-probability).
func Hazard(probability float64) float64 { return -scalar.Log1p.At(-probability) }
