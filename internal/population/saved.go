package population

import "github.com/spikelet/spikelet/internal/exec/kernel"

// Saved holds the states that a population had.
type Saved struct{ from, to []kernel.Column }

// NewSaved makes room for the states of p.
func (p *Population) NewSaved() *Saved {
	s := &Saved{}
	for _, v := range p.states {
		c := p.column(v.Name)
		s.from = append(s.from, c)
		s.to = append(s.to, kernel.NewColumn(v.Type, p.n))
	}
	return s
}

// Save copies the states of the neurons lo ≤ i < hi. Stretches that do not overlap may be saved at the same time.
func (s *Saved) Save(lo, hi int) {
	for i, c := range s.from {
		fill(slice(s.to[i], lo, hi), slice(c, lo, hi))
	}
}

// Restore gives the neurons lo ≤ i < hi the states that were saved.
func (s *Saved) Restore(lo, hi int) {
	for i, c := range s.from {
		fill(slice(c, lo, hi), slice(s.to[i], lo, hi))
	}
}
