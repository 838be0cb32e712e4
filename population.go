package spikelet

import "errors"

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
type Population struct{ network *Network }

// AddPopulation adds a population and gives its neurons their parameters and initial values.
func (n *Network) AddPopulation(spec PopulationSpec) (*Population, error) {
	return nil, errors.ErrUnsupported
}

// Name is the population's name.
func (p *Population) Name() string { return "" }

// Model is the model of its neurons.
func (p *Population) Model() *Model { return nil }

// Shape is the number of neurons along each axis.
func (p *Population) Shape() []int { return nil }

// Size is the number of neurons.
func (p *Population) Size() int { return 0 }

// Get returns the value of a state, recordable, parameter or internal, by name or alias, for every neuron. Integers are
// converted, a Boolean is 0 or 1.
func (p *Population) Get(name string) ([]float64, error) { return nil, errors.ErrUnsupported }

// Set changes a state or parameter, by name or alias, for every neuron. A parameter that is written makes the population's
// machine code stale: it is built again at the next step.
func (p *Population) Set(name string, values Values) error { return errors.ErrUnsupported }

// Spiked returns the ids of the neurons that fired in the last step. The slice is valid until the next step.
func (p *Population) Spiked() []int32 { return nil }
