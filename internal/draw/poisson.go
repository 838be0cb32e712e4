package draw

import "github.com/spikelet/spikelet/internal/rng"

// Poisson draws numbers of events from the Poisson distribution of one mean, by inversion with a table.
type Poisson struct {
	first      int       // number of events that the first entry is for; fewer are too improbable
	cumulative []float64 // entry i: probability of at most first+i
	guide      []int32   // entry j: the first i with cumulative[i] > j/len(guide)
}

// improbable is how many times less probable than the most probable number those beyond the table are.
const improbable = 0x1p-80

// NewPoisson makes the table for a mean ≥ 0. Its probabilities follow from each other, p(n+1) = p(n)·mean/(n+1), from the most
// probable number on; sums are off by at most about 2^-53·(20+10·√mean).
func NewPoisson(mean float64) *Poisson {
	mode := int(mean)
	var below []float64 // of mode-1, mode-2, …
	for n, p := mode, 1.0; n > 0; n-- {
		if p = p * float64(n) / mean; p < improbable {
			break
		}
		below = append(below, p)
	}
	p := &Poisson{first: mode - len(below)}
	sum := 0.0
	add := func(x float64) {
		sum += x
		p.cumulative = append(p.cumulative, sum)
	}
	for i := len(below) - 1; i >= 0; i-- {
		add(below[i])
	}
	for n, x := mode, 1.0; x >= improbable; n++ {
		add(x)
		x = x * mean / float64(n+1)
	}
	for i := range p.cumulative {
		p.cumulative[i] /= sum
	}
	p.aim()
	return p
}

// aim fills the guide.
func (p *Poisson) aim() {
	size := 1
	for size < len(p.cumulative) {
		size *= 2
	}
	p.guide = make([]int32, size)
	i := int32(0)
	for j := range p.guide {
		for p.cumulative[i] <= float64(j)/float64(size) {
			i++
		}
		p.guide[j] = i
	}
}

// Draw returns a number of events.
func (p *Poisson) Draw(s *rng.Stream) int {
	u := s.Float64()
	i := p.guide[int(u*float64(len(p.guide)))]
	for p.cumulative[i] <= u {
		i++
	}
	return p.first + int(i)
}
