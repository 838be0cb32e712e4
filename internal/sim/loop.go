package sim

import (
	"context"
	"errors"

	"github.com/spikelet/spikelet/internal/population"
)

// Run advances the network by that many steps. After each, observe is told the grid point that was reached; its error ends
// the run, and so does the end of ctx, between steps. A value that is not finite ends it with a *NumericalError, at the
// grid point where the step began; from then on every Run returns that error.
func (n *Network) Run(ctx context.Context, steps int64, observe func(step int64) error) error {
	if err := n.prepare(); err != nil {
		return err
	}
	done := ctx.Done()
	for end := n.step + steps; n.step < end; {
		select {
		case <-done:
			return context.Cause(ctx)
		default:
		}
		if err := n.advance(); err != nil {
			return err
		}
		if err := observe(n.step); err != nil {
			return err
		}
	}
	return nil
}

// prepare builds what became stale since the last run.
func (n *Network) prepare() error {
	if n.failure != nil {
		return n.failure
	}
	var errs []error
	for _, m := range n.members {
		errs = append(errs, m.Prepare())
	}
	return errors.Join(errs...)
}

// advance does one step.
func (n *Network) advance() error {
	for _, m := range n.members {
		if failed := m.update(n.step); failed > 0 && !n.keepGoing {
			n.failure = numericalError(m.Population, n.step, n.grid.Time(n.step+1))
			return n.failure
		}
	}
	n.step++
	n.exchange()
	return nil
}

// update advances the neurons of m over the step that begins at grid point k, and returns how many failed.
func (m *member) update(k int64) (failed int) {
	for _, c := range m.currents {
		c.sum.Fill(m.Current(c.port), k)
	}
	m.SetSpikes(m.ring.At(k + 1))
	stats := m.Population.Step(k)
	m.attempts += stats.Attempts
	return stats.Failed
}

// exchange sends the spikes of the step that has ended on their way.
func (n *Network) exchange() {
	for _, m := range n.members {
		m.ring.Clear(n.step)
	}
	for _, g := range n.generators {
		for _, factor := range g.device.At(n.step) {
			for _, s := range g.out {
				s.Deliver(n.step, 0, factor)
			}
		}
	}
	for _, m := range n.members {
		spiked := m.Spiked()
		m.spikes += int64(len(spiked))
		n.digest.spikes(n.step, m.First(), spiked)
		for _, neuron := range spiked {
			for _, s := range m.out {
				s.Deliver(n.step, neuron, 1)
			}
		}
	}
}

func numericalError(p *population.Population, k int64, end float64) error {
	failure, err := p.Culprit(k)
	if err != nil {
		return err
	}
	return &NumericalError{p.Name(), failure.Neuron, failure.Variable, end, failure.Value, failure.Last}
}
