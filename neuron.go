package spikelet

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/surrogate"
)

// NeuronsSpec describes Neurons: one of Model and Builtin, and Shape, must be given.
type NeuronsSpec struct {
	Name     string // "": the model's name and a number, AdExIF0
	Model    *Model
	Builtin  string  // the name of a built-in model
	Shape    []int   // neurons along each axis; ids count row by row from 0
	TimeStep float64 // ms; 0: 0.1
	Solver   Solver

	// Parameters and Initial are those of a PopulationSpec.
	Parameters map[string]Values
	Initial    map[string]Values

	SpikeFunction surrogate.Function // of the spike signal
	SpikeReset    SpikeReset

	Scope    *Scope      // nil: a scope of its own
	Seed     uint64      // of every draw; 0 stands for 1
	Executor string      // "": the best that this processor has
	OnError  ErrorPolicy // Ignore: values that are not finite are kept
}

// SpikeReset says what gradients do at a spike. It does not change what is simulated: that is the model's text.
type SpikeReset string

// The ways of gradients at a spike.
const (
	HardReset SpikeReset = "hard" // they stop there; the default
	SoftReset SpikeReset = "soft" // they pass
)

// Neurons are neurons of one model that are advanced by hand, a step at a time, without a Network: what a class such as
// brainpy.state.hh_psc_alpha_gap is in Python. They run on the same machinery as a Population and give the same bits. They
// are not safe for concurrent use.
//
// An Update covers one time step, from Time to Time + TimeStep. It adds up the inputs, integrates, lets what AddDeltaInput
// gives arrive at the end of the step, and looks for spikes; docs/decisions/004-order-of-a-step.md has the order.
type Neurons struct {
	population *population.Population
	model      *Model
	spec       NeuronsSpec
	grid       grid.Grid
	first      int64 // id of neuron 0, for draws
	step       int64
	failure    error // what stopped them, until InitState or LoadStates

	inputs    *inputs
	spiked    []int32   // in the last step
	spike     []float64 // the same, 1 or 0 for each neuron
	lastSpike []float64 // ms
	trainable map[string]bool
	delays    map[string]*Delay // those that they own or that are theirs alone
	branch    branch
}

const (
	defaultTimeStep = 0.1  // ms
	noSpikeYet      = -1e7 // ms
)

// NewNeurons makes neurons at time 0, in their initial state. The error holds a *BuildError for everything that is wrong
// with spec, or is a *DiagnosticsError.
func NewNeurons(spec NeuronsSpec) (*Neurons, error) {
	model, err := spec.model()
	if err != nil {
		return nil, err
	}
	if spec.Scope == nil {
		spec.Scope = &Scope{}
	}
	if spec.Name, err = spec.Scope.propose(spec.Name, model.Name()); err != nil {
		return nil, err
	}
	g, err := spec.complete()
	if err != nil {
		return nil, err
	}
	p, err := population.New(population.Spec{
		Name: spec.Name, Model: model.ir, Shape: spec.Shape,
		Solver: population.Solver{
			Method: spec.Solver.Method, Fixed: spec.Solver.FixedStep,
			AbsoluteTolerance: spec.Solver.AbsoluteTolerance, RelativeTolerance: spec.Solver.RelativeTolerance,
		},
		Parameters: sources(spec.Parameters), Initial: sources(spec.Initial),
		Grid: g, Seed: spec.Seed, First: spec.Scope.neurons,
		Executor: spec.Executor, KeepGoing: spec.OnError == Ignore,
	})
	if err != nil {
		return nil, err
	}
	n := &Neurons{
		population: p, model: model, spec: spec, grid: g, first: spec.Scope.neurons, inputs: newInputs(p),
		spike: make([]float64, p.Size()), lastSpike: make([]float64, p.Size()), trainable: map[string]bool{}, delays: map[string]*Delay{},
	}
	n.forget()
	spec.Scope.claim(n)
	return n, nil
}

// model returns the model that is asked for.
func (s *NeuronsSpec) model() (*Model, error) {
	switch {
	case s.Model != nil && s.Builtin != "":
		return nil, wrong("neurons "+s.Name, invalid.Path("model"), "both a model and the built-in model %s are given", s.Builtin)
	case s.Model != nil:
		return s.Model, nil
	case s.Builtin == "":
		return nil, wrong("neurons "+s.Name, invalid.Path("model"), "there is no model: give Model or Builtin")
	}
	return BuiltinModel(s.Builtin)
}

// complete puts defaults in the place of what is not given, and checks what population.New does not.
func (s *NeuronsSpec) complete() (grid.Grid, error) {
	errs := &invalid.List{Object: "population " + s.Name}
	if s.TimeStep == 0 {
		s.TimeStep = defaultTimeStep
	}
	g, err := grid.New(s.TimeStep)
	if err != nil {
		errs.Addf(invalid.Path("time_step"), "%v", err)
	}
	if s.Seed == 0 {
		s.Seed = 1
	}
	if s.SpikeReset == "" {
		s.SpikeReset = HardReset
	}
	if s.SpikeReset != HardReset && s.SpikeReset != SoftReset {
		errs.Addf(invalid.Path("spike_reset"), "the reset is %q, not hard or soft", s.SpikeReset)
	}
	if err := s.SpikeFunction.Check(); err != nil {
		errs.Addf(invalid.Path("spike_function"), "%v", err)
	}
	errs.Append(population.CheckExecutor(s.Executor))
	return g, errs.Err()
}

// Name is the name, unique in the Scope.
func (n *Neurons) Name() string { return n.spec.Name }

// Model is the model of the neurons.
func (n *Neurons) Model() *Model { return n.model }

// Scope is where their name is unique and their delays are shared.
func (n *Neurons) Scope() *Scope { return n.spec.Scope }

// Shape is the number of neurons along each axis.
func (n *Neurons) Shape() []int { return n.population.Shape() }

// Size is the number of neurons.
func (n *Neurons) Size() int { return n.population.Size() }

// TimeStep is the length of a step in ms.
func (n *Neurons) TimeStep() float64 { return n.grid.Dt }

// Time is where the next step begins, in ms.
func (n *Neurons) Time() float64 { return n.grid.Time(n.step) }

// Steps is the number of steps from time 0 to Time.
func (n *Neurons) Steps() int64 { return n.step }

// SpikeFunction makes the spike signals.
func (n *Neurons) SpikeFunction() surrogate.Function { return n.spec.SpikeFunction }

// SpikeReset says what gradients do at a spike.
func (n *Neurons) SpikeReset() SpikeReset { return n.spec.SpikeReset }

// InitState puts the neurons back to time 0 and to their initial values, as often as one likes: between trials, too. Draws
// are those of NewNeurons; values that follow from parameters follow the present ones. Inputs that were added for the next
// step are dropped; functions that give inputs, and delays, stay. The error holds *BuildErrors: parameters that were
// changed since do not allow the initial values. Then nothing has changed.
func (n *Neurons) InitState() error {
	if err := n.population.Reset(); err != nil {
		return err
	}
	n.step, n.failure = 0, nil
	n.inputs.drop()
	n.forget()
	return nil
}

// forget drops what is known of spikes.
func (n *Neurons) forget() {
	n.spiked = n.spiked[:0]
	clear(n.spike)
	for i := range n.lastSpike {
		n.lastSpike[i] = noSpikeYet
	}
}

// mismatch is the error of a number of values that fits neither all neurons nor each.
func (n *Neurons) mismatch(what string, values int) error {
	return wrong("population "+n.Name(), nil, "%s: %d values for %s", what, values, plural(n.Size(), "neuron"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
