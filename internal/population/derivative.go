package population

import (
	"fmt"
	"maps"
	"slices"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
)

// Derivatives evaluates the model's equations at the time t ms, as a step that begins there does first: after the statements
// before integration. At gives states and continuous ports other values than their present ones. It returns the derivatives
// of the ODE variables, per ms, one value for each neuron, in the order of Model.ODE. The error holds *invalid.Errors.
func (p *Population) Derivatives(t float64, at map[string]draw.Source) ([][]float64, error) {
	m := p.spec.Model
	if m.Equations == nil {
		return nil, nil
	}
	values := map[string]kernel.Column{
		ir.TimeInput: {F: []float64{t}}, ir.TimeBegin: {F: []float64{t}}, ir.TimeEnd: {F: []float64{t + p.spec.Grid.Dt}},
	}
	if err := p.take(values, at); err != nil {
		return nil, err
	}
	if m.Before != nil {
		maps.Copy(values, p.evaluate(m.Before, values))
	}
	computed := p.evaluate(m.Equations, values)
	derivatives := make([][]float64, len(m.ODE))
	for i, x := range m.ODE {
		derivatives[i] = numbers(computed[ir.Derivative(x)], p.n)
	}
	return derivatives, nil
}

// take adds to values what is given for states and continuous ports.
func (p *Population) take(values map[string]kernel.Column, given map[string]draw.Source) error {
	variables := slices.Clone(p.spec.Model.States)
	for _, port := range p.spec.Model.Ports {
		if port.Kind == ir.ContinuousPort {
			variables = append(variables, ir.Variable{Name: port.Name, Type: ir.F64})
		}
	}
	errs := &invalid.List{Object: "population " + p.spec.Name}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		v, ok := find(variables, name)
		if !ok {
			message, fix := invalid.Unknown("state or continuous port", name, names(variables))
			errs.Addf(invalid.Path(name), "%s in %s", message, p.spec.Model.Name).Fix = fix
			continue
		}
		c, err := p.draw(v, given[name], "value ")
		if err != nil {
			addAll(errs, invalid.Path(name), err)
			continue
		}
		values[v.Name] = c
	}
	return errs.Err()
}

// evaluate runs f for all neurons with inputs from values, else from the population's columns.
func (p *Population) evaluate(f *ir.Func, values map[string]kernel.Column) map[string]kernel.Column {
	var in, out []kernel.Column
	for _, slot := range f.In {
		c, ok := values[slot.Name]
		if !ok {
			c = p.column(slot.Name)
		}
		if n := length(c); n != 1 && n != p.n {
			panic(fmt.Sprintf("population: %d values of %s", n, slot.Name))
		}
		in = append(in, c)
	}
	computed := map[string]kernel.Column{}
	for _, r := range f.Out {
		out = append(out, kernel.NewColumn(f.TypeOf(r.Value), p.n))
		computed[r.Name] = out[len(out)-1]
	}
	p.function(f).Run(p.n, in, out)
	return computed
}
