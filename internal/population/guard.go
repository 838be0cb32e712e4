package population

import (
	"fmt"
	"strconv"

	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/unit"
)

// check adds an error for every guard that does not hold: those of states, or those of parameters and internals.
func (p *Population) check(states bool, errs *invalid.List) {
	for _, guard := range p.spec.Model.Guards {
		if guard.State != states {
			continue
		}
		ok := p.bind(guard.Check).run()[0]
		first, count := -1, 0
		for i, holds := range ok.B {
			if holds == 0 {
				if count == 0 {
					first = i
				}
				count++
			}
		}
		if count > 0 {
			p.violated(guard, first, count, len(ok.B) > 1, errs)
		}
	}
}

// violated reports a guard that does not hold in count neurons, the first of which is neuron.
func (p *Population) violated(guard ir.Guard, neuron, count int, differ bool, errs *invalid.List) {
	part := "parameters"
	if guard.State {
		part = "initial"
	}
	value := strconv.FormatFloat(number(p.column(guard.Variable), neuron), 'g', -1, 64)
	if u := internalUnit(p.spec.Model, guard.Variable); u != "" {
		value += " " + u
	}
	where := ""
	if differ {
		where = fmt.Sprintf(" in neuron %d", neuron)
	}
	if count > 1 {
		where += fmt.Sprintf(" and %d more", count-1)
	}
	errs.Addf(invalid.Path(part, guard.Variable), "%s is %s%s, but the model demands %s", guard.Variable, value, where, guard.Text)
}

// internalUnit is the unit in which the value of a parameter, internal or state is stored, "" for a plain number.
func internalUnit(m *ir.Model, name string) string {
	for _, list := range [][]ir.Variable{m.Parameters, m.Internals, m.States} {
		v, ok := find(list, name)
		if !ok || v.Unit == "" {
			continue
		}
		if u, err := unit.Parse(v.Unit); err == nil {
			return u.Internal().String()
		}
	}
	return ""
}
