package netfile

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/solver"
	"github.com/spikelet/spikelet/unit"
)

// population reads one population. Whatever is wrong makes it broken, but as much as can be known of it is.
func (r *reader) population(name, body *node) *population {
	before := r.reported
	p := &population{part: part{node: body, at: name.place, what: "population " + quoted(name.text)}, name: name.text}
	defer func() { p.broken = r.reported > before }()
	f, ok := r.fields(body, name.place, p.what, "model", "size", "solver", "parameters", "initial")
	if !ok {
		return p
	}
	p.shape, p.size = r.shape(r.get(f, "size"), p)
	p.model = r.model(r.must(f, "model", "hh_psc_alpha_gap"), p.what)
	if solver := r.get(f, "solver"); solver != nil {
		p.solver = r.solver(solver, p)
	}
	if p.model == nil {
		return p
	}
	if n := r.get(f, "parameters"); n != nil {
		p.parameters = r.settings(n, p, "parameter", p.model.parameters, p.model.states)
	}
	if n := r.get(f, "initial"); n != nil {
		p.initial = r.settings(n, p, "state", p.model.states, p.model.parameters)
	}
	return p
}

// shape reads the size of a population: one number or one for each axis. The size is 0 when it is wrong.
func (r *reader) shape(n *node, p *population) (shape []int, size int) {
	if n == nil {
		return []int{1}, 1
	}
	items := n.items
	switch {
	case n.kind == scalar:
		items = []*node{n}
	case n.kind != sequence || len(items) == 0:
		r.report(n.place, "wrong-type", fmt.Sprintf("the size of %s is a number of neurons or a shape such as [40, 25]", p.what), "", "")
		return nil, 0
	}
	product := int64(1)
	for _, item := range items {
		extent, ok := r.integer(item, "the size of "+p.what, 1, r.limits.neurons)
		if !ok {
			return nil, 0
		}
		if product > r.limits.neurons/extent {
			r.report(n.place, "too-large", fmt.Sprintf("%s has more than %d neurons", p.what, r.limits.neurons), "", "")
			return nil, 0
		}
		product *= extent
		shape = append(shape, int(extent))
	}
	return shape, int(product)
}

// model finds the model that n refers to: a built-in one by its name, or one in a file. Nil when there is none that works.
func (r *reader) model(n *node, what string) *model {
	reference, ok := r.word(n, "the model of "+what)
	if !ok {
		return nil
	}
	if known, ok := r.models[reference]; ok {
		return known
	}
	var m *model
	if strings.HasSuffix(reference, modelExtension) || strings.ContainsAny(reference, `/\`) {
		m = r.ownModel(n)
	} else {
		m = r.builtin(n, reference)
	}
	r.models[reference] = m
	return m
}

// modelExtension is what the names of model files end with.
const modelExtension = ".nestml"

func (r *reader) builtin(n *node, name string) *model {
	loaded, err := spikelet.BuiltinModel(name)
	if err == nil {
		return newModel(loaded, name)
	}
	r.unknown(n.place, "unknown-name", "built-in model called", name, spikelet.BuiltinModels())
	return nil
}

func (r *reader) ownModel(n *node) *model {
	in, ok := r.file(n, "a model", r.limits.text)
	if !ok {
		return nil
	}
	loaded, found := parseModel(in.source.Name, in.source.Text)
	for _, d := range found.All() {
		r.add(d)
	}
	if loaded == nil {
		return nil
	}
	return newModel(loaded, inputsFolder+"/"+in.name)
}

// solver reads the name of a method or a mapping of it and its settings.
func (r *reader) solver(n *node, p *population) spikelet.Solver {
	if n.kind == scalar {
		return spikelet.Solver{Method: r.method(n)}
	}
	var s spikelet.Solver
	f, ok := r.fields(n, n.place, "the solver of "+p.what, "method", "absolute_tolerance", "relative_tolerance", "fixed_step")
	if !ok {
		return s
	}
	s.Method = r.method(r.get(f, "method"))
	if n := r.get(f, "absolute_tolerance"); n != nil {
		var ok bool
		if s.AbsoluteTolerance, ok = r.quantity(n, number("absolute_tolerance", "1")); ok && s.AbsoluteTolerance == 0 {
			r.report(n.place, "out-of-range", "the absolute tolerance is positive, not 0", "", "")
		}
	}
	s.RelativeTolerance, _ = r.quantity(r.get(f, "relative_tolerance"), number("relative_tolerance", "1"))
	if fixed := r.get(f, "fixed_step"); fixed != nil {
		s.FixedStep, _ = r.truth(fixed, "fixed_step")
	}
	return s
}

// method reads the name of a method of integration.
func (r *reader) method(n *node) string {
	var known []string
	for _, m := range solver.Methods() {
		known = append(append(known, m.Name), m.Aliases...)
	}
	name, _ := r.choice(n, "method of integration called", known...)
	return name
}

// settings reads the values of parameters or states. The other list of the model's variables tells a name that belongs there.
func (r *reader) settings(n *node, p *population, kind string, list, other []spikelet.Variable) []setting {
	if n.kind != mapping {
		r.report(n.place, "wrong-type", fmt.Sprintf("the %ss of %s are a mapping of names to values, not %s", kind, p.what, n.kind), "", "")
		return nil
	}
	var settings []setting
	given := map[string]string{}
	for _, e := range n.entries {
		v, ok := variable(list, e.key.text)
		if !ok {
			r.noVariable(e.key, p, kind, list, other)
			continue
		}
		if first, twice := given[v.Name]; twice {
			r.report(e.key.place, "duplicate-key", fmt.Sprintf("%s and %s are names of the same %s", first, e.key.text, kind), "",
				"leave out one of them")
			continue
		}
		given[v.Name] = e.key.text
		if e.value.kind == absent {
			r.report(e.key.place, "missing-value", e.key.text+" has no value", "", "give one or leave the key out")
			continue
		}
		w := p.wanted(v, e.key.text)
		if xs, ok := r.values(e.value, w); ok {
			settings = append(settings, setting{v.Name, xs})
		}
	}
	return settings
}

// wanted says what a value of a variable must be.
func (p *population) wanted(v spikelet.Variable, name string) wanted {
	w := variableWanted(v)
	w.name, w.key = name+" of "+p.name, name
	w.count, w.of = p.size, "neurons"
	return w
}

// variableWanted is what the model says of a variable.
func variableWanted(v spikelet.Variable) wanted {
	u, err := unit.Parse(v.Unit)
	if err != nil {
		panic("netfile: the unit " + strconv.Quote(v.Unit) + " of " + v.Name + " was checked before")
	}
	return wanted{name: v.Name, key: v.Name, unit: u.Internal(), shown: v.Unit, whole: v.Type == "i64", truth: v.Type == "bool"}
}

// variable finds a variable by name or alias.
func variable(list []spikelet.Variable, name string) (spikelet.Variable, bool) {
	for _, v := range list {
		if v.Name == name {
			return v, true
		}
	}
	for _, v := range list {
		for _, alias := range v.Aliases {
			if alias == name {
				return v, true
			}
		}
	}
	return spikelet.Variable{}, false
}

// noVariable reports a name that the model does not have, or has elsewhere.
func (r *reader) noVariable(key *node, p *population, kind string, list, other []spikelet.Variable) {
	if _, elsewhere := variable(other, key.text); elsewhere {
		section, belongs := "initial", "state"
		if kind == "state" {
			section, belongs = "parameters", "parameter"
		}
		r.report(key.place, "unknown-name", fmt.Sprintf("%s is a %s of %s, not a %s", key.text, belongs, p.model.Name(), kind), "",
			"move it to "+section)
		return
	}
	r.unknown(key.place, "unknown-name", kind+" of "+p.model.Name()+" called", key.text, variableNames(list))
}

func variableNames(list []spikelet.Variable) []string {
	var names []string
	for _, v := range list {
		names = append(names, v.Name)
	}
	for _, v := range list {
		names = append(names, v.Aliases...)
	}
	return names
}
