package population

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
)

// States returns the states that exist: the model's, hidden ones included, then the solver's.
func (p *Population) States() []ir.Variable { return p.states }

// Column returns the values of a state, one for each neuron, to be read only.
func (p *Population) Column(state ir.Variable) kernel.Column { return p.column(state.Name) }

// Read returns the values of a state, recordable, parameter or internal, by name or alias, one for each neuron. Integers are
// converted, a Boolean is 0 or 1.
func (p *Population) Read(name string) ([]float64, error) {
	if probe, err := p.Probe(name); err == nil {
		values := make([]float64, p.n)
		probe.Read(p.all(), values)
		return values, nil
	}
	m := p.spec.Model
	for _, list := range [][]ir.Variable{m.Parameters, m.Internals} {
		if v, ok := find(list, name); ok {
			return numbers(p.column(v.Name), p.n), nil
		}
	}
	var known []string
	for _, list := range [][]ir.Variable{p.states, m.Recordables, m.Parameters, m.Internals} {
		known = append(known, names(list)...)
	}
	message, fix := invalid.Unknown("variable", name, known)
	return nil, p.fail(name, fmt.Sprintf("%s in %s", message, m.Name), fix)
}

// Write gives a state or parameter, by name or alias, new values for all neurons, which must meet the model's guards. After
// a parameter is written, Prepare must be called before the next step. With an error nothing has changed.
func (p *Population) Write(name string, source draw.Source) error {
	m := p.spec.Model
	v, isState := find(p.states, name)
	if !isState {
		var ok bool
		if v, ok = find(m.Parameters, name); !ok {
			message, fix := invalid.Unknown("state or parameter", name, append(names(p.states), names(m.Parameters)...))
			return p.fail(name, fmt.Sprintf("%s in %s", message, m.Name), fix)
		}
	}
	errs := &invalid.List{Object: "population " + p.spec.Name}
	c, err := p.draw(v, source, "value ")
	if err != nil {
		addAll(errs, invalid.Path(name), err)
		return errs.Err()
	}
	if isState {
		return p.writeState(v.Name, resize(c, p.n), errs)
	}
	return p.writeParameter(v.Name, collapse(c), errs)
}

func (p *Population) writeState(name string, c kernel.Column, errs *invalid.List) error {
	old := resize(p.column(name), p.n)
	fill(p.column(name), c)
	if p.check(true, errs); !errs.Empty() {
		fill(p.column(name), old)
	}
	p.changed(false)
	return errs.Err()
}

func (p *Population) writeParameter(name string, c kernel.Column, errs *invalid.List) error {
	old := p.column(name)
	p.columns[name] = c
	if p.derive(errs); !errs.Empty() {
		p.columns[name] = old
		p.derive(&invalid.List{})
		p.changed(true)
		return errs.Err()
	}
	p.stale = true
	p.changed(true)
	return nil
}

// all lists the neurons.
func (p *Population) all() []int32 {
	neurons := make([]int32, p.n)
	for i := range neurons {
		neurons[i] = int32(i)
	}
	return neurons
}

// fill copies the values of from into to, which the frame shares.
func fill(to, from kernel.Column) {
	copy(to.F, from.F)
	copy(to.I, from.I)
	copy(to.B, from.B)
}

// numbers returns n values of c as float64.
func numbers(c kernel.Column, n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = number(c, i)
	}
	return values
}

func (p *Population) fail(name, message, fix string) error {
	return &invalid.Error{Object: "population " + p.spec.Name, Path: invalid.Path(name), Message: message, Fix: fix}
}
