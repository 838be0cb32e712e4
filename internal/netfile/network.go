package netfile

import (
	"fmt"
	"strings"
)

// describe reads the whole tree of a file.
func (r *reader) describe(root *node) *description {
	d := &description{}
	f, ok := r.fields(root, root.place, "the network file", "simulation", "populations", "devices", "connections", "record")
	if !ok {
		return d
	}
	d.simulation = r.simulation(f)
	names := map[string]*node{}
	if populations := r.must(f, "populations", "{cells: {model: hh_psc_alpha_gap, size: 1}}"); populations != nil {
		r.named(populations, "populations", names, func(name, body *node, broken bool) {
			p := r.population(name, body)
			p.broken = p.broken || broken
			d.populations = append(d.populations, p)
		})
	}
	if devices := r.get(f, "devices"); devices != nil {
		r.named(devices, "devices", names, func(name, body *node, broken bool) {
			v := r.device(name, body)
			v.broken = v.broken || broken
			d.devices = append(d.devices, v)
		})
	}
	r.listed(f, "connections", func(i int, n *node) { d.connections = append(d.connections, r.connection(d, n, i)) })
	r.listed(f, "record", func(i int, n *node) { d.records = append(d.records, r.record(d, n, i)) })
	r.checkMemory(d)
	return d
}

// named calls read for each part of a section whose keys are names, and reports names that cannot be used. The names of all
// such sections are in one space.
func (r *reader) named(n *node, section string, names map[string]*node, read func(name, body *node, broken bool)) {
	if n.kind != mapping {
		r.report(n.place, "wrong-type", fmt.Sprintf("%s is a mapping of names to what they name, not %s", section, n.kind), "", "")
		return
	}
	if len(n.entries) == 0 && section == "populations" {
		r.report(n.place, "empty", "the network has no population", "", "")
	}
	for _, e := range n.entries {
		name := e.key.text
		before := r.reported
		if why := badName(name); why != "" {
			r.report(e.key.place, "wrong-name", quoted(name)+" is no name for a part of a network: "+why,
				"names stand in selections and in the names of result files", "")
		}
		if first, taken := names[name]; taken {
			line := first.source.Position(first.span.Start).Line
			r.report(e.key.place, "duplicate-name", fmt.Sprintf("%s names two things", name),
				fmt.Sprintf("it already stands in line %d; populations and devices share their names", line), "")
		}
		names[name] = e.key
		read(e.key, e.value, r.reported > before)
	}
}

// badName says why a name cannot be used, or "".
func badName(name string) string {
	const most = 64
	switch {
	case name == "":
		return "it is empty"
	case len(name) > most:
		return fmt.Sprintf("it has more than %d bytes", most)
	case strings.IndexByte("0123456789-", name[0]) >= 0:
		return "it does not begin with a letter"
	case strings.ContainsFunc(name, func(c rune) bool { return c >= 0x80 || !isNameByte(byte(c)) && c != '-' }):
		return "it has characters other than letters, digits, _ and -"
	}
	return ""
}

// listed calls read for each item of a section that is a list.
func (r *reader) listed(f fields, section string, read func(i int, n *node)) {
	n := r.get(f, section)
	if n == nil {
		return
	}
	if n.kind != sequence {
		r.report(n.place, "wrong-type", fmt.Sprintf("%s is a list, not %s", section, n.kind), "", "begin each item with \"- \"")
		return
	}
	for i, item := range n.items {
		read(i, item)
	}
}

// namesOf lists what selections may name.
func (d *description) namesOf(devices bool) []string {
	var names []string
	for _, p := range d.populations {
		names = append(names, p.name)
	}
	for _, v := range d.devices {
		if devices {
			names = append(names, v.name)
		}
	}
	return names
}
