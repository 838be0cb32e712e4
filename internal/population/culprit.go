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
	program, err := p.program(true)
	if err != nil {
		return Failure{}, err
	}
	lane := p.repeat(program, neuron, k)
	for _, v := range p.states {
		i := program.Column(v.Name)
		if v.Type != ir.F64 || i < 0 {
			continue
		}
		if value := lane.Columns[i].F[0]; math.IsNaN(value) || math.IsInf(value, 0) {
			return Failure{neuron, v.Name, value, p.column(v.Name).F[neuron]}, nil
		}
	}
	return p.stuck(neuron), nil
}

// repeat advances one neuron by a step of program, from grid point k, on a frame of its own.
func (p *Population) repeat(program *ir.Program, neuron int, k int64) *kernel.Frame {
	whole := p.frameOf(program)
	p.copyInputs(whole, program)
	lane := &kernel.Frame{N: 1, Columns: make([]kernel.Column, len(whole.Columns))}
	for i, c := range whole.Columns {
		if lane.Columns[i] = c; length(c) == p.n {
			lane.Columns[i] = resize(slice(c, neuron, neuron+1), 1)
		}
	}
	p.setTime(lane, p.locate(program), k)
	storing := p.kernelOf(program)
	defer storing.Close()
	storing.Step(lane, 0, 1)
	return lane
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

// stuck is the failure of a neuron whose states are all finite: the control of the step size gave up.
func (p *Population) stuck(neuron int) Failure {
	h, adaptive := p.columns[ir.StepSizeColumn]
	if !adaptive {
		panic("population: the neuron that failed does not fail alone")
	}
	return Failure{Neuron: neuron, Variable: ir.StepSizeColumn, Value: 0, Last: h.F[neuron]}
}
