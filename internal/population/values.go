package population

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/rng"
)

// setParameters gives every parameter its value: the given one, else the model's default.
func (p *Population) setParameters(errs *invalid.List) {
	m := p.spec.Model
	given := p.match(m.Parameters, p.spec.Parameters, "parameters", errs)
	for i, v := range m.Parameters {
		g, ok := given[v.Name]
		if !ok {
			p.columns[v.Name] = p.bind(m.Default[i]).run()[0]
			continue
		}
		c, err := p.draw(v, g.source, "parameter ")
		if err != nil {
			addAll(errs, invalid.Path("parameters", g.name), err)
			c = p.bind(m.Default[i]).run()[0] // so that the others can be checked
		}
		p.columns[v.Name] = collapse(c)
	}
}

// derive computes the internals and checks what parameters and internals must meet.
func (p *Population) derive(errs *invalid.List) {
	m := p.spec.Model
	if m.Derive != nil {
		e := p.bind(m.Derive)
		for i, c := range e.run() {
			p.columns[e.f.Out[i].Name] = collapse(c)
		}
	}
	p.check(false, errs)
}

// setInitial gives every state its initial value: the given one, else the model's, which may follow from states before it.
func (p *Population) setInitial(errs *invalid.List) {
	m := p.spec.Model
	given := p.match(m.States, p.spec.Initial, "initial", errs)
	for i, v := range m.States {
		g, ok := given[v.Name]
		if !ok {
			p.columns[v.Name] = resize(p.bind(m.Initial[i]).run()[0], p.n)
			continue
		}
		c, err := p.draw(v, g.source, "initial ")
		if err != nil {
			addAll(errs, invalid.Path("initial", g.name), err)
			c = p.bind(m.Initial[i]).run()[0]
		}
		p.columns[v.Name] = resize(c, p.n)
	}
	if errs.Empty() {
		p.check(true, errs)
	}
}

// draw makes the values of v: one for all or one for each neuron.
func (p *Population) draw(v ir.Variable, source draw.Source, purpose string) (kernel.Column, error) {
	numbers, err := draw.Numbers(source, p.n, rng.NewKey(p.spec.Seed, purpose+v.Name), p.spec.First)
	if err != nil {
		return kernel.Column{}, err
	}
	return fromNumbers(v.Type, numbers)
}

// wish is what the user gives for a variable.
type wish struct {
	name   string // as given
	source draw.Source
}

// match finds the variables that are meant by the names of values, and returns the wishes by the variables' own names.
func (p *Population) match(list []ir.Variable, values map[string]draw.Source, part string, errs *invalid.List) map[string]wish {
	wishes := map[string]wish{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		v, ok := find(list, name)
		if !ok {
			p.unknown(list, name, part, errs)
			continue
		}
		if other, twice := wishes[v.Name]; twice {
			errs.Addf(invalid.Path(part, name), "%s and %s are names of the same variable", other.name, name)
			continue
		}
		wishes[v.Name] = wish{name, values[name]}
	}
	return wishes
}

// unknown reports a name that is none of list.
func (p *Population) unknown(list []ir.Variable, name, part string, errs *invalid.List) {
	m := p.spec.Model
	kind, other, otherKind := "parameter", m.States, "state"
	if part == "initial" {
		kind, other, otherKind = "state", m.Parameters, "parameter"
	}
	path := invalid.Path(part, name)
	if _, ok := find(other, name); ok {
		errs.Addf(path, "%s is a %s of %s, not a %s", name, otherKind, m.Name, kind)
		return
	}
	message, fix := invalid.Unknown(kind, name, names(list))
	errs.Addf(path, "%s in %s", message, m.Name).Fix = fix
}

// find returns the variable of that name or alias that is not hidden.
func find(list []ir.Variable, name string) (ir.Variable, bool) {
	for _, v := range list {
		if !v.Hidden && (v.Name == name || slices.Contains(v.Aliases, name)) {
			return v, true
		}
	}
	return ir.Variable{}, false
}

// names lists the names of variables that are not hidden.
func names(list []ir.Variable) []string {
	var all []string
	for _, v := range list {
		if !v.Hidden {
			all = append(all, v.Name)
		}
	}
	return all
}

// addAll adds each part of err at path.
func addAll(errs *invalid.List, path []string, err error) {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		for _, part := range joined.Unwrap() {
			addAll(errs, path, part)
		}
		return
	}
	errs.Addf(path, "%s", fmt.Sprint(err))
}
