package sim

import (
	"context"
	"errors"

	"github.com/spikelet/spikelet/internal/population"
)

// Observer sees what a run does.
type Observer struct {
	// Samplers take what they are due after each step.
	Samplers []*population.Sampler
	// Observe is told each grid point that was reached, in order, while Population.Spiked says who spiked there and the
	// samples of it can be read. States may be those of a later point. Its error ends the run. It may be nil.
	Observe func(step int64) error
}

// Run advances the network by that many steps, a window after the other. It ends before, between windows, with ctx, and with
// an error of the observer. A value that is not finite ends it with a *NumericalError, at the grid point where the step began:
// neurons that failed still have the state that they had there, the others went on to the end of that step. From then on
// every Run returns that error. A population that fires more than the limit ends it with a *RateLimitError, where a span
// of the options ends; Run can go on from there.
func (n *Network) Run(ctx context.Context, steps int64, o Observer) error {
	if err := n.prepare(o.Samplers); err != nil {
		return err
	}
	defer n.team.stop()
	done := ctx.Done()
	for end := n.step + steps; n.step < end; {
		select {
		case <-done:
			return context.Cause(ctx)
		default:
		}
		taken, err := n.advance(n.length(end))
		if err != nil {
			return err
		}
		err = n.tell(taken, o.Observe)
		if exceeded := n.checkRates(); err == nil {
			err = exceeded
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// prepare builds what became stale since the last run.
func (n *Network) prepare(samplers []*population.Sampler) error {
	if n.failure != nil {
		return n.failure
	}
	n.couple()
	var errs []error
	for _, m := range n.members {
		m.silence()
		errs = append(errs, m.Prepare())
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	n.layOut()
	n.sample(samplers)
	n.bound()
	n.guard()
	return nil
}

// advance takes the network through a window of that many steps, or fewer, and returns how many. The observer has not yet
// been told of them. A window in which a neuron fails is undone, and done again up to the step in which that happens: a
// window of one step is what fails in the end.
func (n *Network) advance(steps int) (int, error) {
	done := n.update(steps)
	if done < steps && steps > 1 {
		n.undo()
		steps = max(done, 1)
		done = n.update(steps)
	}
	if done < steps {
		n.failure = n.numericalError()
		return 0, n.failure
	}
	for _, m := range n.members {
		m.collect(steps)
	}
	n.tally(steps)
	n.exchange(steps)
	return steps, nil
}

// tell shows the steps of the last window to the observer and sets the network to its end.
func (n *Network) tell(steps int, observe func(int64) error) error {
	end := n.step + int64(steps)
	var err error
	for s := 0; s < steps && observe != nil && err == nil; s++ {
		n.step++
		for _, m := range n.members {
			m.Advanced(m.spikes(s))
		}
		err = observe(n.step)
	}
	n.step = end
	for _, m := range n.members {
		m.Advanced(m.spikes(steps - 1))
	}
	return err
}

// culprit finds what failed in a member.
func (n *Network) culprit(m *member) (population.Failure, error) {
	if m.coupled {
		return m.CoupledCulprit(m.saved), nil
	}
	m.SetSpikes(m.ring.At(n.step + 1))
	return m.Culprit(n.step)
}

// numericalError tells what failed in the step that was tried: the first neuron of the first population.
func (n *Network) numericalError() error {
	for _, m := range n.members {
		if m.done() > 0 {
			continue
		}
		failure, err := n.culprit(m)
		if err != nil {
			return err
		}
		return &NumericalError{m.Name(), failure.Neuron, failure.Variable, n.grid.Time(n.step + 1), failure.Value, failure.Last}
	}
	panic("sim: no neuron failed")
}
