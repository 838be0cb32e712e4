package population

import (
	"slices"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// Stepper advances stretches of a population's neurons, and does so beside other Steppers, which may be at another step of
// other neurons. What they have done is told to the population by Advanced. It follows the population when that is prepared
// anew.
type Stepper struct {
	p       *Population
	version int          // of the population that it follows
	frame   kernel.Frame // a copy of the population's with inputs of its own
	parts   *parts       // of a step with gap junctions
}

// Stepper returns a new Stepper.
func (p *Population) Stepper() *Stepper { return &Stepper{p: p} }

// Follow makes the Stepper ready for what Prepare made. It must be called after it, before the next step.
func (s *Stepper) Follow() {
	if s.version == s.p.version {
		return
	}
	s.version = s.p.version
	if s.parts = nil; s.p.coupled != nil {
		s.parts = s.p.coupled.follow(s.p)
		s.frame = s.parts.leave.frame
		return
	}
	s.frame = s.p.ownFrame(s.p.frame, s.p.bound)
}

// ownFrame is a copy of a frame of the population with times of its own.
func (p *Population) ownFrame(of *kernel.Frame, at bound) kernel.Frame {
	own := kernel.Frame{N: of.N, Columns: slices.Clone(of.Columns)}
	for _, time := range []int{at.begin, at.end} {
		if time >= 0 {
			own.Columns[time] = kernel.Column{F: make([]float64, 1)}
		}
	}
	return own
}

// SetSpikes is Population.SetSpikes for the next step of s.
func (s *Stepper) SetSpikes(sums []float64, arrived []uint8) {
	s.p.setSpikes(&s.frame, s.p.bound, sums, arrived)
	if s.parts != nil {
		s.p.setSpikes(&s.parts.enter.frame, s.parts.enter.bound, sums, arrived)
		s.p.setSpikes(&s.parts.integrate.frame, s.parts.integrate.bound, sums, arrived)
	}
}

// Step advances the neurons lo ≤ i < hi over the step that begins at grid point k.
func (s *Stepper) Step(k int64, lo, hi int) kernel.Stats {
	s.p.setTime(&s.frame, s.p.bound, k)
	return s.p.kernel.Step(&s.frame, lo, hi)
}

// AppendSpiked appends to list those of the neurons lo ≤ i < hi that spiked at the end of their last step, ascending.
func (s *Stepper) AppendSpiked(list []int32, lo, hi int) []int32 {
	if s.p.bound.spiked < 0 {
		return list
	}
	return appendSet(list, s.frame.Columns[s.p.bound.spiked].B[lo:hi], int32(lo))
}

// Advanced says that Steppers have advanced all neurons, and who spiked at the end of the last step: ascending, and kept
// until the next call of Advanced or Step.
func (p *Population) Advanced(spiked []int32) {
	p.changed(false)
	p.spiked = spiked
}

// LaneBytes is the memory that a step of one neuron touches.
func (p *Population) LaneBytes() int {
	total := 0
	for _, c := range p.frame.Columns {
		if length(c) == p.n {
			total += 8*len(c.F)/p.n + 8*len(c.I)/p.n + len(c.B)/p.n
		}
	}
	return total
}

// Work is about how many operations a step of one neuron takes.
func (p *Population) Work() int64 { return p.work }

// work counts the operations of program, with two attempts where it makes attempts.
func work(program *ir.Program) int64 {
	total := int64(1)
	for _, part := range program.Parts() {
		total += int64(len(part.Code))
	}
	if program.Attempt != nil {
		total += int64(len(program.Attempt.Code))
	}
	return total
}
