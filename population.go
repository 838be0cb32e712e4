package spikelet

import (
	"time"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/population"
)

// PopulationSpec describes a population: neurons of one model.
type PopulationSpec struct {
	Name   string
	Model  *Model
	Shape  []int // neurons along each axis; ids count row by row from 0
	Solver Solver

	// Parameters and Initial give values by name or alias; what is missing has the model's default. Initial values are set in
	// the order of the model's states, so that defaults computed from other states follow a given one.
	Parameters map[string]Values
	Initial    map[string]Values
}

// Solver chooses how a population's equations are integrated. Zero fields stand for the model's defaults.
type Solver struct {
	Method            string  // "rkf45", "exp_auto", "rk4", …
	AbsoluteTolerance float64 // adaptive methods
	RelativeTolerance float64
	FixedStep         bool // an embedded pair takes one step per time step, without error control
}

// Population is part of a Network.
type Population struct {
	population *population.Population
	model      *Model
}

// AddPopulation adds a population and gives its neurons their parameters and initial values. The error holds a *BuildError
// for everything that is wrong with spec.
func (n *Network) AddPopulation(spec PopulationSpec) (*Population, error) {
	defer n.timed(time.Now())
	if err := n.checkName("population", spec.Name); err != nil {
		return nil, err
	}
	if spec.Model == nil {
		return nil, wrong("population "+spec.Name, []string{"model"}, "the population has no model")
	}
	p, err := population.New(population.Spec{
		Name: spec.Name, Model: spec.Model.ir, Shape: spec.Shape,
		Solver: population.Solver{
			Method: spec.Solver.Method, Fixed: spec.Solver.FixedStep,
			AbsoluteTolerance: spec.Solver.AbsoluteTolerance, RelativeTolerance: spec.Solver.RelativeTolerance,
		},
		Parameters: sources(spec.Parameters), Initial: sources(spec.Initial),
		Grid: n.grid, Seed: n.config.Seed, First: n.neurons,
		Executor: n.config.Executor, KeepGoing: n.config.OnError == Ignore,
	})
	if err != nil {
		return nil, err
	}
	n.sim.Add(p)
	n.neurons += int64(p.Size())
	n.populations = append(n.populations, &Population{p, spec.Model})
	return n.populations[len(n.populations)-1], nil
}

// sources returns what values give, without those that are not given.
func sources(values map[string]Values) map[string]draw.Source {
	given := map[string]draw.Source{}
	for name, v := range values {
		if v.Given() {
			given[name] = v.source
		}
	}
	return given
}

// Name is the population's name.
func (p *Population) Name() string { return p.population.Name() }

// Model is the model of its neurons.
func (p *Population) Model() *Model { return p.model }

// Shape is the number of neurons along each axis.
func (p *Population) Shape() []int { return p.population.Shape() }

// Size is the number of neurons.
func (p *Population) Size() int { return p.population.Size() }

// Solver is the method in use, by its own name, with its settings: tolerances where it controls its step size.
func (p *Population) Solver() Solver {
	s := p.population.Solver()
	return Solver{s.Method, s.AbsoluteTolerance, s.RelativeTolerance, s.Fixed}
}

// Assembly is the machine code of the population's step as text with comments: what it consists of, which operation is which
// instructions. isa is "avx2" or "avx512"; "" is the one that would be used. The processor need not be one that can run it.
func (p *Population) Assembly(isa string) (string, error) { return p.population.Listing(isa) }

// Get returns the value of a state, recordable, parameter or internal, by name or alias, for every neuron. Integers are
// converted, a Boolean is 0 or 1. The error is a *BuildError.
func (p *Population) Get(name string) ([]float64, error) { return p.population.Read(name) }

// Set changes a state or parameter, by name or alias, for every neuron. The values must meet the model's guards; with an
// error, which holds *BuildErrors, nothing has changed. A parameter that is written makes the population's machine code
// stale: it is built again at the next step.
func (p *Population) Set(name string, values Values) error {
	if !values.Given() {
		return wrong("population "+p.Name(), []string{name}, "no value is given")
	}
	return p.population.Write(name, values.source)
}

// Spiked returns the ids of the neurons that fired in the last step, ascending. The slice is valid until the next step.
func (p *Population) Spiked() []int32 { return p.population.Spiked() }
