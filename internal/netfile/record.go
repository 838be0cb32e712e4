package netfile

import (
	"fmt"
	"slices"
)

// record reads item i of record.
func (r *reader) record(d *description, n *node, i int) *record {
	before := r.reported
	c := &record{part: part{node: n, at: n.place, what: fmt.Sprintf("record[%d]", i)}}
	defer func() { c.broken = c.broken || r.reported > before }()
	f, ok := r.fields(n, n.place, c.what, "from", "spikes", "variables", "interval")
	if !ok {
		return c
	}
	c.from, ok = r.selection(d, r.must(f, "from", "cells"), c.what+".from", false)
	c.broken = !ok
	if spikes := r.get(f, "spikes"); spikes != nil {
		c.spikes, _ = r.truth(spikes, c.what+".spikes")
	}
	variables := r.get(f, "variables")
	if variables != nil {
		r.recorded(variables, c)
	}
	if interval := r.get(f, "interval"); interval != nil {
		r.interval(interval, c)
	}
	if !c.spikes && variables == nil && !f.meant("spikes") && !f.meant("variables") {
		r.report(n.place, "empty", c.what+" records nothing", "", "add spikes: true or variables: [V_m]")
	}
	return c
}

// recorded reads the variables of a record.
func (r *reader) recorded(n *node, c *record) {
	items := n.items
	switch {
	case n.kind == scalar:
		items = []*node{n}
	case n.kind != sequence:
		r.report(n.place, "wrong-type", fmt.Sprintf("%s.variables is a list of names, not %s", c.what, n.kind), "", "")
		return
	case len(items) == 0 && !c.spikes:
		r.report(n.place, "empty", c.what+" records nothing", "", "")
	}
	var known []string
	if p := c.from.population; p != nil && p.model != nil {
		known = slices.Concat(variableNames(p.model.states), variableNames(p.model.recordables))
	}
	for _, item := range items {
		name, ok := r.word(item, "a variable")
		switch {
		case !ok:
			continue
		case slices.Contains(c.variables, name):
			r.report(item.place, "duplicate-name", name+" is named twice", "", "leave out one of them")
		case known != nil && !slices.Contains(known, name):
			r.unknown(item.place, "unknown-name", "variable to record of "+c.from.population.model.Name()+" called", name, known)
		}
		c.variables = append(c.variables, name)
	}
}

// interval reads the time between samples.
func (r *reader) interval(n *node, c *record) {
	t, ok := r.quantity(n, number(c.what+".interval", "ms"))
	if !ok {
		return
	}
	c.interval = t
	if t <= 0 {
		r.report(n.place, "out-of-range", fmt.Sprintf("%s.interval is positive, not %v ms", c.what, t), "",
			"without it every step is recorded")
		return
	}
	r.onGrid(n, c.what+".interval", t)
}
