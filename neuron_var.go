package spikelet

import (
	"errors"
	"slices"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/rng"
)

// Var is a variable that can be read and written: a state or parameter of Neurons, one of those that all Neurons have
// ("input", what AddInput added for the next step; "spike", 1 where a neuron fired in the last step; "t_last_spike", when,
// in ms, at first -1e7), what RegisterVar added, or the contents of a Delay.
type Var struct {
	Path      string // where it was found: "AdExIF0.V"
	Name      string // without the path
	Unit      string // as the model declares it, "" for a plain number
	Trainable bool   // see Neurons.MarkTrainable
	access    access
}

// access reads and writes the values of a variable.
type access interface {
	size() int
	read(values []float64)
	write(values Values) error
}

// Size is the number of values: mostly one for each neuron.
func (v Var) Size() int { return v.access.size() }

// Value returns a copy of the values. Integers are converted, a Boolean is 0 or 1.
func (v Var) Value() []float64 {
	values := make([]float64, v.Size())
	v.access.read(values)
	return values
}

// Read writes the values to values, as many as fit.
func (v Var) Read(values []float64) {
	if len(values) < v.Size() {
		copy(values, v.Value())
		return
	}
	v.access.read(values[:v.Size()])
}

// Set changes the values. With an error, which holds *BuildErrors, nothing has changed.
func (v Var) Set(values Values) error { return v.access.write(values) }

// Get returns the values of a variable, recordable or internal, by name or alias, for every neuron. Integers are converted,
// a Boolean is 0 or 1. The error is a *BuildError.
func (n *Neurons) Get(name string) ([]float64, error) {
	values, err := n.population.Read(name)
	if err == nil {
		return values, nil
	}
	if v, ok := n.own(name); ok {
		return v.Value(), nil
	}
	return nil, err
}

// Set changes a state, parameter or another variable of these Neurons, by name or alias, for every neuron. The values must
// meet the model's guards; with an error, which holds *BuildErrors, nothing has changed. A parameter that is written makes
// the machine code stale: it is built again at the next step.
func (n *Neurons) Set(name string, values Values) error {
	v, err := n.Var(name)
	if err != nil {
		return err
	}
	return v.Set(values)
}

// Var returns the state, parameter or other variable of that name or alias, to be read and written without looking for it
// again. The error is a *BuildError.
func (n *Neurons) Var(name string) (Var, error) {
	for _, v := range n.population.States() {
		if !v.Hidden && (v.Name == name || slices.Contains(v.Aliases, name)) {
			return n.stateVar(v), nil
		}
	}
	if v, ok := n.model.ir.Parameter(name); ok {
		return n.parameterVar(*v), nil
	}
	if v, ok := n.own(name); ok {
		return v, nil
	}
	var known []string
	for _, v := range n.ownVars() {
		known = append(known, v.Name)
	}
	for _, v := range n.model.ir.Parameters {
		known = append(known, v.Name)
	}
	return Var{}, unknown("population "+n.Name(), []string{name}, "variable", name, known)
}

func (n *Neurons) stateVar(v ir.Variable) Var {
	return Var{n.path(v.Name), v.Name, v.Unit, n.trainable[v.Name], stateAccess{n, v}}
}

func (n *Neurons) parameterVar(v ir.Variable) Var {
	return Var{n.path(v.Name), v.Name, v.Unit, n.trainable[v.Name], parameterAccess{n, v.Name}}
}

func (n *Neurons) path(name string) string { return n.Name() + "." + name }

// own returns the variable of that name that is none of the model's.
func (n *Neurons) own(name string) (Var, bool) {
	for _, v := range n.keptVars() {
		if v.Name == name {
			return v, true
		}
	}
	return Var{}, false
}

// keptVars are the variables that all Neurons have, then those that were registered.
func (n *Neurons) keptVars() []Var {
	kept := []Var{n.sliceVar("spike", "", n.spike), n.sliceVar("t_last_spike", "ms", n.lastSpike)}
	for i, p := range n.inputs.currents {
		name := "input"
		if i != n.inputs.main {
			name += "." + p.name
		}
		kept = append(kept, n.sliceVar(name, "", p.once))
	}
	return append(kept, n.branch.vars...)
}

func (n *Neurons) sliceVar(name, unit string, values []float64) Var {
	return Var{n.path(name), name, unit, false, sliceAccess{n, name, values}}
}

// ownVars are the states of the model and the solver, trainable parameters, and what keptVars returns, without the
// variables of nodes below.
func (n *Neurons) ownVars() []Var {
	var vars []Var
	for _, v := range n.population.States() {
		if !v.Hidden {
			vars = append(vars, n.stateVar(v))
		}
	}
	for _, v := range n.model.ir.Parameters {
		if n.trainable[v.Name] {
			vars = append(vars, n.parameterVar(v))
		}
	}
	for _, v := range n.keptVars() {
		if !slices.ContainsFunc(vars, func(other Var) bool { return other.Name == v.Name }) {
			vars = append(vars, v)
		}
	}
	return vars
}

// isReal reports whether v is a state or parameter of the model that is a real number.
func (n *Neurons) isReal(v Var) bool {
	m := n.model.ir
	for _, list := range [][]ir.Variable{m.States, m.Parameters} {
		if i := slices.IndexFunc(list, func(other ir.Variable) bool { return other.Name == v.Name }); i >= 0 {
			return list[i].Type == ir.F64
		}
	}
	return false
}

// stateAccess is a state of the model or the solver.
type stateAccess struct {
	neurons *Neurons
	state   ir.Variable
}

func (a stateAccess) size() int { return a.neurons.Size() }

func (a stateAccess) read(values []float64) {
	c := a.neurons.population.Column(a.state)
	switch {
	case c.F != nil:
		copy(values, c.F)
	case c.I != nil:
		for i, x := range c.I {
			values[i] = float64(x)
		}
	default:
		for i, x := range c.B {
			values[i] = float64(x)
		}
	}
}

func (a stateAccess) write(values Values) error {
	return a.neurons.writeModel(a.state.Name, values)
}

// parameterAccess is a parameter of the model.
type parameterAccess struct {
	neurons *Neurons
	name    string
}

func (a parameterAccess) size() int { return a.neurons.Size() }

func (a parameterAccess) read(values []float64) {
	all, err := a.neurons.population.Read(a.name)
	if err != nil {
		panic("spikelet: " + err.Error()) // it was found when the Var was made
	}
	copy(values, all)
}

func (a parameterAccess) write(values Values) error {
	return a.neurons.writeModel(a.name, values)
}

func (n *Neurons) writeModel(name string, values Values) error {
	if !values.Given() {
		return wrong("population "+n.Name(), []string{name}, "no value is given")
	}
	return n.population.Write(name, values.source)
}

// sliceAccess is values that the root package or its user keeps.
type sliceAccess struct {
	neurons *Neurons
	name    string
	values  []float64
}

func (a sliceAccess) size() int { return len(a.values) }

func (a sliceAccess) read(values []float64) { copy(values, a.values) }

func (a sliceAccess) write(values Values) error {
	all, err := numbers(values, len(a.values))
	if err != nil {
		return wrong("population "+a.neurons.Name(), []string{a.name}, "%v", err)
	}
	copy(a.values, all)
	return nil
}

// numbers returns the n numbers that values give to what is no state or parameter of a model. Draws have seed 1.
func numbers(values Values, n int) ([]float64, error) {
	if !values.Given() {
		return nil, errors.New("no value is given")
	}
	given, err := draw.Numbers(values.source, n, rng.NewKey(1, "values"), 0)
	if err == nil && len(given) == 1 {
		given = slices.Repeat(given, n)
	}
	return given, err
}
