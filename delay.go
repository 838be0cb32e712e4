package spikelet

import (
	"slices"

	"github.com/spikelet/spikelet/internal/delay"
	"github.com/spikelet/spikelet/internal/invalid"
)

// DelaySpec describes a delay: a ring of the values that a variable had in the last steps.
type DelaySpec struct {
	Name string
	// Steps is how far back will be read, at least 0: one number, or one for each value. None: nothing is registered.
	Steps  []int
	Target []float64 // the present values of the variable
	// Initial is what older steps had: nothing for 0, one number for all, one for each value, or for each value in each step,
	// in the order in which they will be overwritten: oldest first.
	Initial []float64
	Local   bool // for these Neurons alone; else it is shared by all in the Scope, by name
}

// Delay is a registered delay. It reaches back as many steps as the largest that was asked for.
type Delay struct {
	name string
	path string
	line *delay.Line
}

// maxDelayed bounds the values that a delay keeps.
const maxDelayed = 1 << 28

// RegisterDelay makes a delay. Where a shared one of that name exists, it stays as it is, unless more steps are asked for
// than it has: then it is made again, with Target and Initial of this spec. The first Neurons that register a name own it:
// their UpdateDelay and ResetDelay alone have an effect. It becomes a node below these Neurons. The error is a *BuildError.
func (n *Neurons) RegisterDelay(spec DelaySpec) error {
	if len(spec.Steps) == 0 {
		return nil
	}
	if err := n.checkDelay(&spec); err != nil {
		return err
	}
	d := n.spec.Scope.delay(spec.Name)
	steps := slices.Max(spec.Steps)
	switch {
	case spec.Local:
		d = &Delay{spec.Name, n.path(spec.Name), delay.New(steps, spec.Target, spec.Initial)}
		n.delays[spec.Name] = d
	case d == nil:
		d = &Delay{spec.Name, spec.Name, delay.New(steps, spec.Target, spec.Initial)}
		n.spec.Scope.delays = append(n.spec.Scope.delays, d)
		n.delays[spec.Name] = d
	case d.line.Len() != len(spec.Target):
		return wrong("delay "+spec.Name, invalid.Path("target"), "%d values, but the delay of that name has %d", len(spec.Target), d.line.Len())
	case d.line.Steps() < steps:
		d.line = delay.New(steps, spec.Target, spec.Initial)
	}
	n.attach(d)
	return nil
}

// attach makes d a node below n, in the place of another delay of that name.
func (n *Neurons) attach(d *Delay) {
	b := &n.branch
	if i := slices.Index(b.keys, d.name); i >= 0 {
		b.nodes[i] = d
		return
	}
	b.keys = append(b.keys, d.name)
	b.nodes = append(b.nodes, d)
}

func (n *Neurons) checkDelay(spec *DelaySpec) error {
	errs := &invalid.List{Object: "delay " + spec.Name}
	steps, values := slices.Max(spec.Steps), len(spec.Target)
	if !identifier.MatchString(spec.Name) {
		errs.Addf(invalid.Path("name"), "%q is no name", spec.Name)
	}
	if i := slices.Index(n.branch.keys, spec.Name); i >= 0 {
		if _, ok := n.branch.nodes[i].(*Delay); !ok {
			errs.Addf(invalid.Path("name"), "there is a node of that name")
		}
	}
	switch {
	case values == 0:
		errs.Addf(invalid.Path("target"), "the delayed variable has no values")
	case len(spec.Steps) != 1 && len(spec.Steps) != values:
		errs.Addf(invalid.Path("steps"), "%d delays for %d values", len(spec.Steps), values)
	case slices.Min(spec.Steps) < 0:
		errs.Addf(invalid.Path("steps"), "a delay of %d steps", slices.Min(spec.Steps))
	case steps >= maxDelayed/values:
		errs.Addf(invalid.Path("steps"), "a delay of %d steps for %d values is too long", steps, values)
	case !delay.Fits(len(spec.Initial), steps, values):
		errs.Addf(invalid.Path("initial"), "%d initial values for %d steps of %d values", len(spec.Initial), steps, values)
	}
	return errs.Err()
}

// Delay returns the delay that these Neurons read under that name: the shared one, else their own. The error is a
// *BuildError: there is none.
func (n *Neurons) Delay(name string) (*Delay, error) {
	if d := n.spec.Scope.delay(name); d != nil {
		return d, nil
	}
	if d := n.delays[name]; d != nil {
		return d, nil
	}
	var known []string
	for _, d := range n.spec.Scope.delays {
		known = append(known, d.name)
	}
	return nil, unknown("population "+n.Name(), nil, "delay", name, known)
}

// GetDelayData returns what Delay(name).Read writes.
func (n *Neurons) GetDelayData(name string, steps []int, indices ...int) ([]float64, error) {
	d, err := n.Delay(name)
	if err != nil {
		return nil, err
	}
	values := make([]float64, d.count(indices))
	return values, d.Read(values, steps, indices...)
}

// UpdateDelay adds the values of a step to the delay of that name. It has no effect unless these Neurons own it. It
// allocates nothing. The error is a *BuildError.
func (n *Neurons) UpdateDelay(name string, values []float64) error {
	d := n.delays[name]
	if d == nil {
		_, err := n.Delay(name)
		return err
	}
	if len(values) != d.line.Len() {
		return wrong("delay "+name, nil, "%d values, but it has %d", len(values), d.line.Len())
	}
	d.line.Push(values)
	return nil
}

// ResetDelay fills the delay of that name as RegisterDelay does, without initial values. It has no effect unless these
// Neurons own it. The error is a *BuildError.
func (n *Neurons) ResetDelay(name string, target []float64) error {
	d := n.delays[name]
	if d == nil {
		_, err := n.Delay(name)
		return err
	}
	if len(target) != d.line.Len() {
		return wrong("delay "+name, invalid.Path("target"), "%d values, but it has %d", len(target), d.line.Len())
	}
	d.line.Reset(target, nil)
	return nil
}

// Name is the delay's name; that of a local one begins with the name of its Neurons.
func (d *Delay) Name() string { return d.path }

// Steps is how far the delay reaches back.
func (d *Delay) Steps() int { return d.line.Steps() }

// Size is the number of values of a step.
func (d *Delay) Size() int { return d.line.Len() }

// count is the number of values that Read writes.
func (d *Delay) count(indices []int) int {
	if len(indices) > 0 {
		return len(indices)
	}
	return d.Size()
}

// Read writes to values what was added some steps before what was added last: 0 steps is the last. Steps is one number for
// all, or one for each of values. Indices choose whose values; none: all. It allocates nothing. The error is a *BuildError.
func (d *Delay) Read(values []float64, steps []int, indices ...int) error {
	n := d.count(indices)
	switch {
	case len(values) != n:
		return wrong("delay "+d.path, nil, "a place for %d values, but %d are read", len(values), n)
	case len(steps) != 1 && len(steps) != n:
		return wrong("delay "+d.path, invalid.Path("steps"), "%d delays for %d values", len(steps), n)
	}
	for i := range values {
		back, index := steps[0], i
		if len(steps) > 1 {
			back = steps[i]
		}
		if len(indices) > 0 {
			index = indices[i]
		}
		if back < 0 || back > d.Steps() {
			return wrong("delay "+d.path, invalid.Path("steps"), "%d steps back, but it keeps 0 to %d", back, d.Steps())
		}
		if index < 0 || index >= d.Size() {
			return wrong("delay "+d.path, invalid.Path("indices"), "the index %d is none of %d values", index, d.Size())
		}
		values[i] = d.line.At(back, index)
	}
	return nil
}
