package spikelet

import (
	"fmt"
	"slices"

	"github.com/spikelet/spikelet/internal/invalid"
)

// Update advances the neurons by one step with the input x, one number for all or one for each, none for 0, in the unit of
// the model's current port. It returns the spike signal of each neuron: SpikeFunction of 1e-12 where it fired at the end of
// the step and of -1 elsewhere, that is 1 and 0.
//
// The error holds *BuildErrors when the input does not fit or is not finite: nothing has happened then. A *NumericalError
// says that a state became a value that is not finite; the neurons cannot go on until InitState or LoadStates.
func (n *Neurons) Update(x ...float64) ([]float64, error) {
	signal := make([]float64, n.Size())
	if err := n.UpdateInto(signal, x...); err != nil {
		return nil, err
	}
	return signal, nil
}

// UpdateInto is Update that writes the spike signals to signal, one for each neuron. It allocates nothing.
func (n *Neurons) UpdateInto(signal []float64, x ...float64) error {
	if len(signal) != n.Size() {
		return n.mismatch("the slice for the spike signal", len(signal))
	}
	if err := n.advance(x); err != nil {
		return err
	}
	n.signal(signal)
	return nil
}

// UpdateAt is Update(), with the time at which the step begins and its length, in ms, as BrainPy's update(t, dt) has them.
// The time must be on the grid of time steps, not before 0, and becomes the neurons' own; dt must be
// TimeStep.
func (n *Neurons) UpdateAt(t, dt float64) ([]float64, error) {
	k, ok := n.grid.Index(t)
	switch {
	case dt != n.grid.Dt:
		err := &BuildError{
			Object: "population " + n.Name(), Path: invalid.Path("dt"),
			Message: fmt.Sprintf("a step of %v ms is asked for, but the neurons' is %v ms", dt, n.grid.Dt),
			Fix:     "make them with that TimeStep",
		}
		return nil, err
	case !ok || k < 0:
		return nil, wrong("population "+n.Name(), invalid.Path("t"), "%v ms is not on the grid of time steps of %v ms from 0 on", t, dt)
	}
	if n.failure == nil {
		n.step = k
	}
	return n.Update()
}

// advance does a step.
func (n *Neurons) advance(x []float64) error {
	if n.failure != nil {
		return n.failure
	}
	if err := n.gather(x); err != nil {
		return err
	}
	if err := n.population.Prepare(); err != nil { // after the inputs, which may have set parameters
		return err
	}
	n.population.SetSpikes(n.inputs.sums, n.inputs.arrived)
	stats := n.population.Step(n.step)
	if stats.Failed > 0 && n.spec.OnError != Ignore {
		n.failure = n.numericalError()
		return n.failure
	}
	n.step++
	n.inputs.drop()
	n.note()
	return nil
}

// note remembers who fired.
func (n *Neurons) note() {
	clear(n.spike)
	n.spiked = append(n.spiked[:0], n.population.Spiked()...)
	now := n.grid.Time(n.step)
	for _, id := range n.spiked {
		n.spike[id] = 1
		n.lastSpike[id] = now
	}
}

func (n *Neurons) numericalError() error {
	failure, err := n.population.Culprit(n.step)
	if err != nil {
		return err
	}
	return &NumericalError{
		Population: n.Name(), Neuron: failure.Neuron, Variable: failure.Variable, Time: n.grid.Time(n.step + 1),
		Value: failure.Value, LastFinite: failure.Last,
	}
}

// What a spike signal is made of: the distance from the threshold with and without a spike.
const (
	spikeDistance   = 1e-12
	silenceDistance = -1
)

func (n *Neurons) signal(values []float64) {
	silence := n.spec.SpikeFunction.Spike(silenceDistance)
	for i := range values {
		values[i] = silence
	}
	spike := n.spec.SpikeFunction.Spike(spikeDistance)
	for _, id := range n.spiked {
		values[id] = spike
	}
}

// Spiked returns the ids of the neurons that fired in the last step, ascending. The slice is valid until the next step.
func (n *Neurons) Spiked() []int32 { return n.spiked }

// GetSpike returns SpikeFunction(v / 1 mV), with v in mV, one number for all or one for each neuron; without v, of the
// model's present spike signal: its membrane potential, unless its text names another (#@ spike_signal). The error holds a
// *BuildError.
func (n *Neurons) GetSpike(v ...float64) ([]float64, error) {
	switch signal := n.spikeSignal(); {
	case len(v) == n.Size():
		v = slices.Clone(v)
	case len(v) == 1:
		v = slices.Repeat(v, n.Size())
	case len(v) > 0:
		return nil, n.mismatch("the potential", len(v))
	case signal == "":
		return nil, wrong("population "+n.Name(), nil, "the model %s has no potential that could be a spike signal", n.model.Name())
	default:
		var err error
		if v, err = n.population.Read(signal); err != nil {
			return nil, err
		}
	}
	for i := range v {
		v[i] = n.spec.SpikeFunction.Spike(v[i])
	}
	return v, nil
}

// spikeSignal is the state that GetSpike looks at, or "".
func (n *Neurons) spikeSignal() string {
	if signal := n.model.ir.Options.SpikeSignal; signal != "" {
		return signal
	}
	return n.model.ir.Options.Potential
}
