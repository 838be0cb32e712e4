package netfile

import (
	"fmt"
	"strings"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/unit"
)

// connection reads item i of connections.
func (r *reader) connection(d *description, n *node, i int) *connection {
	before := r.reported
	c := &connection{part: part{node: n, at: n.place, what: fmt.Sprintf("connections[%d]", i)}}
	defer func() { c.broken = c.broken || r.reported > before }()
	f, ok := r.fields(n, n.place, c.what, "from", "to", "rule", "synapse")
	if !ok {
		return c
	}
	c.from, ok = r.selection(d, r.must(f, "from", "cells"), c.what+".from", true)
	c.broken = !ok
	c.to, ok = r.selection(d, r.must(f, "to", "cells"), c.what+".to", false)
	c.broken = c.broken || !ok
	c.rule = r.rule(r.get(f, "rule"), c)
	c.synapse = r.synapse(r.get(f, "synapse"), c)
	r.checkDirection(c)
	return c
}

// The models of synapses.
var synapseModels = []string{"static", "current", gapJunction}

const gapJunction = "gap_junction"

// synapse reads what a connection does.
func (r *reader) synapse(n *node, c *connection) synapse {
	s := synapse{model: "static"}
	if c.from.device != nil && c.from.device.current() {
		s.model = "current"
	}
	if n == nil {
		n = &node{place: c.at, kind: mapping}
	}
	f, ok := r.fields(n, n.place, c.what+".synapse", "model", "weight", "delay", "port")
	if !ok || !c.from.known() {
		return s // what is wrong was reported; without its source a synapse has no meaning
	}
	if named := r.get(f, "model"); named != nil {
		word, ok := r.choice(named, "synapse model called", synapseModels...)
		switch {
		case !ok:
			return s
		case word == gapJunction:
			s.model = word
			r.gapJunction(f, c, &s)
			return s
		case word != s.model:
			r.wrongSynapse(named, word, c)
			return s
		}
	}
	var port *spikelet.Port
	if named := r.get(f, "port"); named != nil {
		s.port, port = r.port(named, c, s.model)
	}
	r.weightAndDelay(f, c, &s, port)
	return s
}

// wrongSynapse reports a synapse model that its source cannot have.
func (r *reader) wrongSynapse(at *node, word string, c *connection) {
	if word == "current" {
		r.report(at.place, "wrong-synapse", fmt.Sprintf("%s gives spikes, not a current", c.from.text),
			"a current comes from a dc_generator, step_current_generator, ac_generator or noise_generator", "write model: static, or leave it out")
		return
	}
	r.report(at.place, "wrong-synapse", fmt.Sprintf("%s gives a current, not spikes", c.from.text), "",
		"write model: current, or leave it out")
}

// port reads the name of a port of the target's model; nil when there is none or the model is not known.
func (r *reader) port(n *node, c *connection, synapseModel string) (string, *spikelet.Port) {
	name, ok := r.word(n, c.what+".synapse.port")
	if !ok || c.to.population == nil || c.to.population.model == nil {
		return name, nil
	}
	m := c.to.population.model
	ports := portsFor(m, synapseModel)
	var names []string
	for i := range ports {
		if ports[i].Name == name {
			return name, &ports[i]
		}
		names = append(names, ports[i].Name)
	}
	what := "spiking port of " + m.Name() + " called"
	if synapseModel == "current" {
		what = "port of " + m.Name() + " for currents called"
	}
	r.unknown(n.place, "unknown-name", what, name, names)
	return name, nil
}

// portsFor lists the ports that a synapse model can reach.
func portsFor(m *model, synapseModel string) []spikelet.Port {
	var ports []spikelet.Port
	for _, p := range m.ports {
		if p.Spike == (synapseModel == "static") && !p.Gap {
			ports = append(ports, p)
		}
	}
	return ports
}

// weightAndDelay reads what is left of a synapse; port is the one that it names, or nil.
func (r *reader) weightAndDelay(f fields, c *connection, s *synapse, port *spikelet.Port) {
	s.weight = values{spikelet.Same(1), "1"}
	delay := number("delay of "+c.what, "ms")
	delay.key, delay.of = "delay", "connections"
	s.delay = values{spikelet.Same(0), delay.text(0)}
	if s.model == "static" {
		s.delay = values{spikelet.Same(1), delay.text(1)}
	}
	weight, known := r.weightUnit(c, s, port)
	if known {
		s.weight.text = weight.text(1)
		if n := r.get(f, "weight"); n != nil {
			s.weight, _ = r.values(n, weight)
		}
	}
	if n := r.get(f, "delay"); n != nil {
		s.delay, _ = r.values(n, delay)
	}
}

// weightUnit finds the unit of a weight: that of the port for spikes, a plain number for currents, whose own unit must be the
// port's. It is not known where the target is not.
func (r *reader) weightUnit(c *connection, s *synapse, port *spikelet.Port) (wanted, bool) {
	w := wanted{name: "weight of " + c.what, key: "weight", of: "connections", unit: unit.One}
	if c.to.population == nil || c.to.population.model == nil {
		return w, false
	}
	ports := portsFor(c.to.population.model, s.model)
	if port != nil {
		ports = []spikelet.Port{*port}
	}
	if len(ports) == 0 {
		return w, true // building the network says that there is no port
	}
	if s.model == "current" {
		r.checkCurrent(c, ports)
		return w, true
	}
	for _, p := range ports[1:] {
		if p.Unit != ports[0].Unit {
			r.report(c.at, "missing-key", fmt.Sprintf("%s names no port, and those of %s take weights of different units",
				c.what, c.to.population.model.Name()), portListing(ports), "add port: NAME to the synapse")
			return w, false
		}
	}
	of := variableWanted(spikelet.Variable{Unit: ports[0].Unit})
	w.unit, w.shown = of.unit, of.shown
	return w, true
}

func portListing(ports []spikelet.Port) string {
	var parts []string
	for _, p := range ports {
		u := p.Unit
		if u == "" {
			u = "a plain number"
		}
		parts = append(parts, p.Name+" ("+u+")")
	}
	return "its ports: " + strings.Join(parts, ", ")
}

// checkCurrent reports a device whose current is not what the port takes.
func (r *reader) checkCurrent(c *connection, ports []spikelet.Port) {
	d := c.from.device
	if d == nil || !d.hasUnit || len(ports) != 1 {
		return
	}
	port := variableWanted(spikelet.Variable{Unit: ports[0].Unit})
	if !d.unit.SameDimension(port.unit) {
		r.report(c.at, "wrong-unit", fmt.Sprintf("%s gives %s, but the port %s of %s takes %s", d.name, unitName(d.unit),
			ports[0].Name, c.to.population.model.Name(), unitName(port.unit)), "the unit of a current is that of its port", "")
	}
}

func unitName(u unit.Unit) string {
	if u == unit.One {
		return "a plain number"
	}
	return u.String()
}
