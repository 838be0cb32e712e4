package population

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// Failure is the first state of the first neuron that a step could not advance.
type Failure struct {
	Neuron   int
	Variable string
	Value    float64 // what the state would have become
	Last     float64 // what it was at the step's beginning, and still is
}

// Culprit finds out why the last step failed, from the inputs that it had and the states that it left: it repeats the step
// for the first failed neuron alone, with a kernel that stores what is not finite. K is the grid point where the step began.
func (p *Population) Culprit(k int64) (Failure, error) {
	neuron := p.firstFailed()
	program, storing, err := p.build(true)
	if err != nil {
		return Failure{}, err
	}
	defer storing.Close()
	whole := p.frameOf(program)
	p.copyInputs(whole, program)
	lane := &kernel.Frame{N: 1, Columns: make([]kernel.Column, len(whole.Columns))}
	for i, c := range whole.Columns {
		if lane.Columns[i] = c; length(c) == p.n {
			lane.Columns[i] = resize(slice(c, neuron, neuron+1), 1)
		}
	}
	at := p.locate(program)
	for i, t := range map[int]float64{at.begin: p.spec.Grid.Time(k), at.end: p.spec.Grid.Time(k + 1)} {
		if i >= 0 {
			lane.Columns[i].F[0] = t
		}
	}
	storing.Step(lane, 0, 1)
	return p.compare(neuron, program, lane), nil
}

func (p *Population) firstFailed() int {
	for i, failed := range p.frame.Columns[p.bound.fails].B {
		if failed != 0 {
			return i
		}
	}
	panic("population: no neuron failed")
}

// copyInputs gives frame, which belongs to program, the spikes that the last step had.
func (p *Population) copyInputs(frame *kernel.Frame, program *ir.Program) {
	at := p.locate(program)
	for i, port := range at.spikePorts {
		if from := p.bound.spikePorts[i]; from.sums >= 0 && port.sums >= 0 {
			frame.Columns[port.sums] = p.frame.Columns[from.sums]
		}
		if from := p.bound.spikePorts[i]; from.arrived >= 0 && port.arrived >= 0 {
			frame.Columns[port.arrived] = p.frame.Columns[from.arrived]
		}
	}
}

// compare finds the first state in lane that is not finite; where all are, the step size control gave up.
func (p *Population) compare(neuron int, program *ir.Program, lane *kernel.Frame) Failure {
	for _, v := range p.states {
		i := program.Column(v.Name)
		if v.Type != ir.F64 || i < 0 {
			continue
		}
		value, last := lane.Columns[i].F[0], p.column(v.Name).F[neuron]
		stuck := v.Name == ir.StepSizeColumn
		if stuck || math.IsNaN(value) || math.IsInf(value, 0) {
			return Failure{neuron, v.Name, value, last}
		}
	}
	panic("population: the neuron that failed does not fail alone")
}
