package spikelet

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/statefile"
)

// StatesError says why a file of states cannot be loaded: it is none, it is truncated or damaged, or it belongs to other
// neurons.
type StatesError struct {
	File   string
	Reason string
}

func (e *StatesError) Error() string { return "states of " + e.File + ": " + e.Reason }

// SaveStates writes variables of these Neurons and the nodes below them to a file, with all their bits, and the time: those
// in paths, as Vars(Collect{Relative: true}) gives them, or all, with the states that the compiler made. The format is that
// of internal/statefile, whatever the file is called. The file appears when it is complete; with an error what was there
// stays. Functions that give inputs are not saved, nor are parameters that are not trainable.
func (n *Neurons) SaveStates(file string, paths ...string) error {
	var out statefile.File
	cells := map[string]cell{}
	for _, p := range collect(n, Collect{Relative: true}) {
		if node, ok := p.Node.(*Neurons); ok {
			out.Parts = append(out.Parts, node.part(p.Path))
		}
		for _, c := range cellsOf(p) {
			cells[c.values.Path] = c
			if len(paths) == 0 {
				out.Variables = append(out.Variables, c.values)
			}
		}
	}
	errs := &invalid.List{Object: "population " + n.Name()}
	for _, path := range paths {
		c, ok := cells[path]
		if !ok {
			errs.Append(unknown("population "+n.Name(), nil, "variable", path, slices.Sorted(maps.Keys(cells))))
			continue
		}
		if !slices.ContainsFunc(out.Variables, func(v statefile.Variable) bool { return v.Path == path }) {
			out.Variables = append(out.Variables, c.values)
		}
	}
	if err := errs.Err(); err != nil {
		return err
	}
	return statefile.Write(file, &out)
}

// LoadStates reads what SaveStates wrote, for neurons of the same model text, shape and time step; names may differ.
// Variables that the file does not have keep their values; the time is that of the file. An error is of the file system or
// a *StatesError. Nothing has changed then.
func (n *Neurons) LoadStates(file string) error {
	in, err := statefile.Read(file)
	var format *statefile.FormatError
	if errors.As(err, &format) {
		return &StatesError{file, format.Reason}
	}
	if err != nil {
		return err
	}
	nodes := collect(n, Collect{Relative: true})
	cells := map[string]cell{}
	for _, p := range nodes {
		for _, c := range cellsOf(p) {
			cells[c.values.Path] = c
		}
	}
	reasons := append(differences(in.Parts, nodes), misfits(in.Variables, cells)...)
	if len(reasons) > 0 {
		return &StatesError{file, strings.Join(reasons, "; ")}
	}
	if err := load(in.Variables, cells); err != nil {
		return &StatesError{file, err.Error()}
	}
	for _, part := range in.Parts {
		node(nodes, part.Path).loaded(part.Step)
	}
	return nil
}

// part describes n in a file.
func (n *Neurons) part(path string) statefile.Part {
	digest := sha256.Sum256([]byte(n.model.source))
	return statefile.Part{
		Path: path, Model: n.model.Name(), Digest: hex.EncodeToString(digest[:]), Shape: n.Shape(), TimeStep: n.grid.Dt, Step: n.step,
	}
}

// node returns the Neurons at path, or nil.
func node(nodes []NodePath, path string) *Neurons {
	for _, p := range nodes {
		if n, ok := p.Node.(*Neurons); ok && p.Path == path {
			return n
		}
	}
	return nil
}

// differences tells where the parts of a file are not those of nodes.
func differences(parts []statefile.Part, nodes []NodePath) []string {
	var reasons []string
	for _, part := range parts {
		where := ""
		if part.Path != "" {
			where = " of " + part.Path
		}
		n := node(nodes, part.Path)
		if n == nil {
			reasons = append(reasons, fmt.Sprintf("there are no neurons %s here", part.Path))
			continue
		}
		switch here := n.part(part.Path); {
		case part.Model != here.Model:
			reasons = append(reasons, fmt.Sprintf("the model%s is %s in the file and %s here", where, part.Model, here.Model))
		case part.Digest != here.Digest:
			reasons = append(reasons, fmt.Sprintf("the text of the model %s%s is not the one with which the file was saved", part.Model, where))
		case !slices.Equal(part.Shape, here.Shape):
			reasons = append(reasons, fmt.Sprintf("the shape%s is %v in the file and %v here", where, part.Shape, here.Shape))
		case part.TimeStep != here.TimeStep:
			reasons = append(reasons, fmt.Sprintf("the time step%s is %v ms in the file and %v ms here", where, part.TimeStep, here.TimeStep))
		case part.Step < 0:
			reasons = append(reasons, fmt.Sprintf("the time%s is before 0", where))
		}
	}
	return reasons
}

// misfits tells which variables of a file have no place in cells.
func misfits(variables []statefile.Variable, cells map[string]cell) []string {
	var reasons []string
	for _, v := range variables {
		c, ok := cells[v.Path]
		switch {
		case !ok:
			reasons = append(reasons, fmt.Sprintf("there is no variable %s here", v.Path))
		case v.Type() != c.values.Type() || v.Len() != c.values.Len():
			reasons = append(reasons, fmt.Sprintf("%s has %d values (%s) in the file and %d (%s) here",
				v.Path, v.Len(), v.Type(), c.values.Len(), c.values.Type()))
		}
	}
	return reasons
}

// load gives the cells the values of variables. When one cannot be given, those before it get their old values back.
func load(variables []statefile.Variable, cells map[string]cell) error {
	for i, v := range variables {
		err := cells[v.Path].set(v)
		if err == nil {
			continue
		}
		for _, earlier := range variables[:i] {
			c := cells[earlier.Path]
			if undoErr := c.set(c.values); undoErr != nil {
				err = errors.Join(err, undoErr)
			}
		}
		return err
	}
	return nil
}

// loaded makes n go on at a step.
func (n *Neurons) loaded(step int64) {
	n.step, n.failure = step, nil
	n.spiked = n.spiked[:0]
	for i, s := range n.spike {
		if s != 0 {
			n.spiked = append(n.spiked, int32(i))
		}
	}
}

// cell is a place for the values of one variable.
type cell struct {
	values statefile.Variable // a copy of the present ones
	set    func(statefile.Variable) error
}

// cellsOf returns the cells of a node, without those of the nodes below it.
func cellsOf(p NodePath) []cell {
	var cells []cell
	if n, ok := p.Node.(*Neurons); ok {
		for _, v := range n.population.States() {
			cells = append(cells, n.stateCell(join(p.Path, v.Name), v))
		}
	}
	for _, v := range p.Node.ownVars() {
		path := join(p.Path, v.Name)
		if !slices.ContainsFunc(cells, func(c cell) bool { return c.values.Path == path }) {
			cells = append(cells, varCell(path, v))
		}
	}
	return cells
}

// stateCell is a state of the model or the solver, in its own type.
func (n *Neurons) stateCell(path string, v ir.Variable) cell {
	c := n.population.Column(v)
	present := statefile.Variable{Path: path, F: slices.Clone(c.F), I: slices.Clone(c.I), B: slices.Clone(c.B)}
	return cell{present, func(values statefile.Variable) error {
		n.population.Restore(v, kernel.Column{F: values.F, I: values.I, B: values.B})
		return nil
	}}
}

// restorer is an access that takes any bits, such as a NaN that was kept.
type restorer interface{ restore(values []float64) }

func (a sliceAccess) restore(values []float64) { copy(a.values, values) }

func (a delayData) restore(values []float64) {
	_, next := a.d.line.State()
	a.d.line.Restore(values, next)
}

// varCell is any other variable.
func varCell(path string, v Var) cell {
	return cell{statefile.Variable{Path: path, F: v.Value()}, func(values statefile.Variable) error {
		if a, ok := v.access.(restorer); ok {
			a.restore(values.F)
			return nil
		}
		return v.Set(List(values.F...))
	}}
}
