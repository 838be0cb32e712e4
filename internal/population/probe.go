package population

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/invalid"
)

// Probe reads one state or recordable of all neurons.
type Probe struct {
	p      *Population
	state  string // the state, or "" for
	output int    // an output of the model's Probe
}

// Probe returns a reader of the state or recordable of that name or alias. The error is an *invalid.Error.
func (p *Population) Probe(name string) (*Probe, error) {
	if v, ok := find(p.states, name); ok {
		return &Probe{p: p, state: v.Name}, nil
	}
	m := p.spec.Model
	if v, ok := find(m.Recordables, name); ok {
		for i, r := range m.Probe.Out {
			if r.Name == v.Name {
				return &Probe{p: p, output: i}, nil
			}
		}
	}
	message, fix := invalid.Unknown("state or recordable", name, append(names(p.states), names(m.Recordables)...))
	return nil, p.fail(name, fmt.Sprintf("%s in %s", message, m.Name), fix)
}

// Read writes the present values of some neurons to values, one for each of neurons. Integers are converted, a Boolean is 0
// or 1.
func (r *Probe) Read(neurons []int32, values []float64) {
	var c kernel.Column
	if r.state != "" {
		c = r.p.columns[r.state]
	} else {
		c = r.p.recordables()[r.output]
	}
	for i, neuron := range neurons {
		values[i] = number(c, int(neuron))
	}
}

// recordables computes the model's recordable inlines, once for each state of the population.
func (p *Population) recordables() []kernel.Column {
	if p.probe == nil {
		p.probe = p.bind(p.spec.Model.Probe)
	}
	if !p.probed {
		p.probe.run()
		p.probed = true
	}
	return p.probe.out
}

// changed forgets what was computed from states or parameters; rebound, also what was bound to the columns.
func (p *Population) changed(rebound bool) {
	p.probed = false
	if rebound {
		p.probe = nil
	}
}
