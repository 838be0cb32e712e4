package spikelet

import (
	"slices"

	"github.com/spikelet/spikelet/internal/invalid"
)

// Node is something with a name that has variables and may have other nodes below it: Neurons and Delays.
type Node interface {
	Name() string
	ownVars() []Var
	below() *branch
}

// branch is what is registered below a node.
type branch struct {
	keys  []string
	nodes []Node
	vars  []Var
}

// Collect says which nodes are collected. The zero Collect is all, with absolute paths.
type Collect struct {
	// Relative lets paths lead from the node where the search begins: "" is that node itself, "V" its variable, "pre.V" one
	// of the node that is registered there as pre. Else a path begins with the name of the node that has the variable.
	Relative    bool
	Depth       int  // how many generations below; 0: all
	WithoutSelf bool // leaves out the node where the search begins
}

// NodePath is a node and where it was found.
type NodePath struct {
	Path string
	Node Node
}

// collect returns root and the nodes below it, each once, parents before their children.
func collect(root Node, how Collect) []NodePath {
	found := []NodePath{{"", root}}
	depth := []int{0}
	for i := 0; i < len(found); i++ {
		if how.Depth > 0 && depth[i] == how.Depth {
			continue
		}
		b := found[i].Node.below()
		for k, node := range b.nodes {
			if !slices.ContainsFunc(found, func(p NodePath) bool { return p.Node == node }) {
				found = append(found, NodePath{join(found[i].Path, b.keys[k]), node})
				depth = append(depth, depth[i]+1)
			}
		}
	}
	if !how.Relative {
		for i := range found {
			found[i].Path = found[i].Node.Name()
		}
	}
	if how.WithoutSelf {
		return found[1:]
	}
	return found
}

// join makes a path of two, either of which may be "".
func join(path, name string) string {
	if path == "" || name == "" {
		return path + name
	}
	return path + "." + name
}

// RegisterNode puts node below these Neurons, as key: Nodes, Vars, SaveStates and LoadStates then include it. The error is a
// *BuildError.
func (n *Neurons) RegisterNode(key string, node Node) error {
	switch {
	case node == nil:
		return wrong("population "+n.Name(), invalid.Path(key), "the node is nil")
	case !identifier.MatchString(key):
		return wrong("population "+n.Name(), nil, "%q is no name of a node", key)
	case slices.Contains(n.branch.keys, key):
		return wrong("population "+n.Name(), invalid.Path(key), "there is a node of that name")
	}
	n.branch.keys = append(n.branch.keys, key)
	n.branch.nodes = append(n.branch.nodes, node)
	return nil
}

// RegisterVar lets values, which stay the caller's, be a variable of these Neurons: Get, Set, Vars, SaveStates and
// LoadStates then include it. There may be any number of values. The error is a *BuildError.
func (n *Neurons) RegisterVar(name string, values []float64) error {
	switch {
	case len(values) == 0:
		return wrong("population "+n.Name(), invalid.Path(name), "the variable has no values")
	case !identifier.MatchString(name):
		return wrong("population "+n.Name(), nil, "%q is no name of a variable", name)
	}
	if _, err := n.Var(name); err == nil {
		return wrong("population "+n.Name(), invalid.Path(name), "there is a variable of that name")
	}
	n.branch.vars = append(n.branch.vars, n.sliceVar(name, "", values))
	return nil
}

// Nodes returns these Neurons and the nodes below them: what RegisterNode and RegisterDelay put there.
func (n *Neurons) Nodes(how Collect) []NodePath { return collect(n, how) }

// Vars returns the variables of Nodes(how): the states of model and solver, parameters that are trainable, "spike",
// "t_last_spike", "input", registered variables, and the contents of delays.
func (n *Neurons) Vars(how Collect) []Var {
	var vars []Var
	for _, p := range collect(n, how) {
		for _, v := range p.Node.ownVars() {
			v.Path = join(p.Path, v.Name)
			vars = append(vars, v)
		}
	}
	return vars
}

// TrainVars returns the variables of Nodes(how) that are marked as trainable.
func (n *Neurons) TrainVars(how Collect) []Var {
	return slices.DeleteFunc(n.Vars(how), func(v Var) bool { return !v.Trainable })
}

// MarkTrainable marks states and parameters, by name or alias, as what learning changes. They must be real numbers. With an
// error, which holds *BuildErrors, none is marked.
func (n *Neurons) MarkTrainable(names ...string) error {
	errs := &invalid.List{Object: "population " + n.Name()}
	var marked []string
	for _, name := range names {
		v, err := n.Var(name)
		if err != nil {
			errs.Append(err)
			continue
		}
		if !n.isReal(v) {
			errs.Addf(invalid.Path(name), "%s cannot be learned: it is no real state or parameter of the model", name)
		}
		marked = append(marked, v.Name)
	}
	if err := errs.Err(); err != nil {
		return err
	}
	for _, name := range marked {
		n.trainable[name] = true
	}
	return nil
}

// Integrator is what advances the ODE variables of a node.
type Integrator struct {
	Path      string // "AdExIF0.integral"
	Solver    Solver
	Variables []string
}

// Integrators returns the integrators of Nodes(how), one for each node whose model has equations.
func (n *Neurons) Integrators(how Collect) []Integrator {
	var all []Integrator
	for _, p := range collect(n, how) {
		if node, ok := p.Node.(*Neurons); ok && len(node.model.ir.ODE) > 0 {
			all = append(all, Integrator{join(p.Path, "integral"), node.Solver(), slices.Clone(node.model.ir.ODE)})
		}
	}
	return all
}

// Solver is the method in use, by its own name, with its settings: tolerances where it controls its step size.
func (n *Neurons) Solver() Solver {
	s := n.population.Solver()
	return Solver{s.Method, s.AbsoluteTolerance, s.RelativeTolerance, s.Fixed}
}

func (n *Neurons) below() *branch { return &n.branch }
