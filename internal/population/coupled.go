package population

import (
	"math"
	"slices"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/pass"
	"github.com/spikelet/spikelet/internal/solver"
)

// coupled is what a population with gap junctions has besides: its step in parts, see solver.Coupled.
type coupled struct {
	divisions    int // of a step
	enter, leave *part
	integrate    map[int]*part // by divisions
	stuck        []uint8       // neurons that failed within a step
}

// part is a compiled part of a step. As a Stepper's its frame is its own.
type part struct {
	program *ir.Program
	kernel  kernel.Kernel
	frame   kernel.Frame
	bound   bound
	drive   [ir.Drives]int // columns
	slopes  [2]int         // at the beginning and at the end
}

// parts are those that a Stepper uses.
type parts struct {
	enter, integrate, leave *part
}

// Wave is the potential of a population's neurons while a part of a step is integrated, and what drives them, as polynomials of
// x, which goes from 0 to 1 in that time.
type Wave struct {
	Drive                [ir.Drives][]float64 // read: c_k of each neuron, Σ_j g_ij V_j = Σ_k c_k x^k
	Begin, End           []float64            // written: V of each neuron where the part begins and where it ends, mV
	BeginSlope, EndSlope []float64            // and dV/dx there
}

// CheckCoupling returns why the population's neurons cannot have gap junctions, or nil.
func (p *Population) CheckCoupling() error { return solver.CheckCoupling(p.spec.Model) }

// Couple gives each neuron gap junctions whose conductances sum up to that, in the unit of the port per mV. From then on
// Steppers take steps by Enter, Integrate and Leave. Prepare must be called before the next step.
func (p *Population) Couple(conductance []float64) {
	if p.coupled == nil {
		p.coupled = &coupled{divisions: 1, stuck: make([]uint8, p.n)}
	}
	p.columns[ir.GapConductance] = collapse(kernel.Column{F: slices.Clone(conductance)})
	p.stale = true
}

// Divide says into how many parts of the same length a step is divided; Steppers must follow.
func (p *Population) Divide(divisions int) {
	if divisions != p.coupled.divisions {
		p.coupled.divisions = divisions
		p.version++
	}
}

// Potential is the membrane potential of each neuron, to be read only.
func (p *Population) Potential() []float64 { return p.columns[p.spec.Model.Options.Potential].F }

// compileCoupled is compile for a population with gap junctions.
func (p *Population) compileCoupled() error {
	c := p.coupled
	for _, part := range c.all() {
		if part.kernel != nil {
			part.kernel.Close()
		}
	}
	if p.kernel != nil && c.leave == nil {
		p.kernel.Close()
	}
	c.integrate = map[int]*part{}
	built, err := solver.BuildCoupled(p.spec.Model, p.solverOptions(true), c.divisions)
	if err != nil {
		return p.solverError(err)
	}
	for k := range ir.Drives {
		p.columns[ir.Drive(k)] = kernel.NewColumn(ir.F64, p.n)
	}
	for _, column := range built.Enter.Columns { // what the parts hand on
		if _, known := p.columns[column.Name]; !known && column.Role == ir.OutputColumn && column.Name != ir.FailOutput {
			p.columns[column.Name] = kernel.NewColumn(column.Type, p.n)
		}
	}
	c.integrate[c.divisions] = p.part(built.Integrate)
	c.enter, c.leave = p.part(built.Enter), p.part(built.Leave)
	p.compiled, p.kernel, p.frame, p.bound = c.leave.program, c.leave.kernel, &c.leave.frame, c.leave.bound
	p.stale, p.adaptive = false, c.integrate[c.divisions].program.Adaptive != nil
	p.work = work(c.enter.program) + work(c.integrate[c.divisions].program) + work(c.leave.program)
	p.version++
	return nil
}

// all lists the parts that exist.
func (c *coupled) all() []*part {
	var list []*part
	for _, p := range []*part{c.enter, c.leave} {
		if p != nil {
			list = append(list, p)
		}
	}
	for _, p := range c.integrate {
		list = append(list, p)
	}
	return list
}

// part compiles a program for the population's columns.
func (p *Population) part(program *ir.Program) *part {
	p.calibrate(program)
	program = pass.Program(program, p.uniform(program))
	p.addStates(program)
	part := &part{program: program, frame: *p.frameOf(program), bound: p.locate(program)}
	if len(program.Parts()) > 0 {
		part.kernel = p.kernelOf(program)
	}
	for k := range part.drive {
		part.drive[k] = program.Column(ir.Drive(k))
	}
	part.slopes = [2]int{program.Column(ir.SlopeBegin), program.Column(ir.SlopeEnd)}
	return part
}

// integration is the part that integrates a part of a step.
func (c *coupled) integration(p *Population) *part {
	if c.integrate[c.divisions] == nil {
		built, err := solver.BuildCoupled(p.spec.Model, p.solverOptions(true), c.divisions)
		if err != nil {
			panic("population: " + err.Error()) // with other divisions it was none
		}
		c.integrate[c.divisions] = p.part(built.Integrate)
	}
	return c.integrate[c.divisions]
}

// follow makes a Stepper's parts.
func (c *coupled) follow(p *Population) *parts {
	own := func(of *part) *part {
		copied := *of
		copied.frame = p.ownFrame(&of.frame, of.bound)
		return &copied
	}
	return &parts{enter: own(c.enter), integrate: own(c.integration(p)), leave: own(c.leave)}
}

// Enter begins the step at grid point k of the neurons lo ≤ i < hi.
func (s *Stepper) Enter(k int64, lo, hi int) {
	enter := s.parts.enter
	s.p.setTime(&enter.frame, enter.bound, k)
	if enter.kernel != nil {
		enter.kernel.Step(&enter.frame, lo, hi)
	}
	clear(s.p.coupled.stuck[lo:hi])
}

// Integrate advances them over a part of the step, counted from 0, and writes their stretch of the wave.
func (s *Stepper) Integrate(k int64, division int, w *Wave, lo, hi int) kernel.Stats {
	part, potential := s.parts.integrate, s.p.Potential()
	s.p.setTime(&part.frame, part.bound, k)
	length := s.p.spec.Grid.Dt / float64(s.p.coupled.divisions)
	if part.bound.begin >= 0 {
		part.frame.Columns[part.bound.begin].F[0] += float64(float64(division) * length)
	}
	for c, column := range part.drive {
		switch {
		case column < 0:
		case part.program.Columns[column].Role == ir.StateColumn: // the exact method propagates it
			copy(part.frame.Columns[column].F[lo:hi], w.Drive[c][lo:hi])
		default:
			part.frame.Columns[column].F = w.Drive[c]
		}
	}
	copy(w.Begin[lo:hi], potential[lo:hi])
	stats := part.kernel.Step(&part.frame, lo, hi)
	if stats.Failed > 0 {
		for i, failed := range part.frame.Columns[part.bound.fails].B[lo:hi] {
			s.p.coupled.stuck[lo+i] |= failed
		}
	}
	copy(w.End[lo:hi], potential[lo:hi])
	begin, end := part.frame.Columns[part.slopes[0]].F, part.frame.Columns[part.slopes[1]].F
	for i := lo; i < hi; i++ {
		w.BeginSlope[i], w.EndSlope[i] = length*begin[i], length*end[i]
	}
	return stats
}

// Leave ends the step, in the parts of which the neurons had the potentials in waves.
func (s *Stepper) Leave(k int64, waves []Wave, lo, hi int) (failed int) {
	leave := s.parts.leave
	s.p.setTime(&leave.frame, leave.bound, k)
	leave.kernel.Step(&leave.frame, lo, hi)
	s.flatten(waves, lo, hi)
	fails := leave.frame.Columns[leave.bound.fails].B[lo:hi]
	for i, stuck := range s.p.coupled.stuck[lo:hi] {
		fails[i] |= stuck
		failed += int(fails[i])
	}
	return failed
}

// flatten gives neurons that a spike reset the potential that they had at the beginning of the step, for all of it: the upstroke
// of a model that cuts it off means nothing, and may be infinite.
func (s *Stepper) flatten(waves []Wave, lo, hi int) {
	leave := s.parts.leave
	if leave.bound.spiked < 0 {
		return
	}
	spiked, potential := leave.frame.Columns[leave.bound.spiked].B, s.p.Potential()
	first, last := waves[0], waves[len(waves)-1]
	for i := lo; i < hi; i++ {
		if spiked[i] == 0 || potential[i] == last.End[i] {
			continue
		}
		for _, w := range waves {
			w.Begin[i], w.End[i], w.BeginSlope[i], w.EndSlope[i] = first.Begin[i], first.Begin[i], 0, 0
		}
	}
}

// CoupledCulprit is Culprit for neurons with gap junctions, whose step has stored what is not finite: all that failed get back
// what was saved before the step.
func (p *Population) CoupledCulprit(saved *Saved) Failure {
	fails := p.frame.Columns[p.bound.fails].B
	neuron := p.firstFailed()
	failure := Failure{Neuron: neuron, Variable: ir.StepSizeColumn} // of which there is none small enough, if nothing else failed
	for i, v := range p.states {
		if v.Name == ir.StepSizeColumn {
			failure.Last = saved.to[i].F[neuron]
		}
		if v.Type != ir.F64 {
			continue
		}
		if value := p.column(v.Name).F[neuron]; math.IsNaN(value) || math.IsInf(value, 0) {
			failure = Failure{neuron, v.Name, value, saved.to[i].F[neuron]}
			break
		}
	}
	for i, failed := range fails {
		if failed != 0 {
			saved.Restore(i, i+1)
		}
	}
	return failure
}
