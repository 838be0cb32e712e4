package population

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
)

// Reset gives every state its initial value again, with the parameters of now and the draws of New, and clears what the
// ports receive. With an error, which says which guards do not hold, no state has changed.
func (p *Population) Reset() error {
	errs := &invalid.List{Object: "population " + p.spec.Name}
	bound := map[string]kernel.Column{} // the columns that the frame shares
	for _, v := range p.states {
		bound[v.Name] = p.column(v.Name)
	}
	p.setInitial(errs)
	for _, v := range p.states {
		if errs.Empty() {
			p.initialize(v, bound[v.Name])
		}
		p.columns[v.Name] = bound[v.Name]
	}
	if !errs.Empty() {
		return errs.Err()
	}
	for _, port := range p.spec.Model.Ports {
		clear(p.column(port.Name).F)
	}
	p.changed(false)
	p.spiked = p.spiked[:0]
	return nil
}

// initialize fills column, which belongs to the state v, with its initial values, which p.columns has.
func (p *Population) initialize(v ir.Variable, column kernel.Column) {
	if _, ok := p.spec.Model.State(v.Name); ok {
		fill(column, p.columns[v.Name])
		return
	}
	fill(column, p.solverState(ir.Column{Name: v.Name, Type: v.Type}))
}

// Restore overwrites a state with values that Column returned earlier, for a population of the same size. Unlike Write it
// takes values that no user could give: those that are not finite, and the states that the compiler made.
func (p *Population) Restore(state ir.Variable, values kernel.Column) {
	column := p.column(state.Name)
	if length(column) != length(values) || state.Type != typeOf(values) {
		panic(fmt.Sprintf("population: %d values restored to the %d of %s", length(values), length(column), state.Name))
	}
	fill(column, values)
	p.changed(false)
}

func typeOf(c kernel.Column) ir.Type {
	switch {
	case c.F != nil:
		return ir.F64
	case c.I != nil:
		return ir.I64
	}
	return ir.Bool
}
