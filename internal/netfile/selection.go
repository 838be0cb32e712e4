package netfile

import (
	"github.com/spikelet/spikelet/internal/connect"
)

// selection reads "name", "name[3]", "name[0:10]", "name[0:10:2]" or "name[[1, 5, 8]]"; devices may be named where devices
// is true. The result is good as far as it goes: ok is false when something was reported.
func (r *reader) selection(d *description, n *node, what string, devices bool) (s selection, ok bool) {
	text, ok := r.word(n, what)
	if !ok {
		return s, false
	}
	s.text = text
	parsed, err := connect.ParseSelection(text)
	if err != nil {
		r.report(n.place, "selection", err.Error(), "", "")
		return s, false
	}
	for _, v := range d.devices {
		if v.name == parsed.Name {
			s.device = v
			return s, r.selectsDevice(n, v, parsed.Whole(), what, devices)
		}
	}
	for _, p := range d.populations {
		if p.name != parsed.Name {
			continue
		}
		s.population = p
		if p.size == 0 {
			return s, false
		}
		if parsed.Whole() {
			s.neurons = p.size
			return s, true
		}
		ids, err := parsed.Resolve(p.size)
		if err != nil {
			r.report(n.place, "selection", err.Error(), "", "")
		}
		s.neurons = len(ids)
		return s, err == nil
	}
	kind := "population called"
	if devices {
		kind = "population or device called"
	}
	r.unknown(n.place, "unknown-name", kind, parsed.Name, d.namesOf(devices))
	return s, false
}

// selectsDevice checks what is said of a device.
func (r *reader) selectsDevice(n *node, v *device, whole bool, what string, allowed bool) bool {
	switch {
	case !allowed:
		r.report(n.place, "selection", v.name+" is a device; "+what+" is a population or a part of one", "", "")
		return false
	case !whole:
		r.report(n.place, "selection", v.name+" is a device: there is only one of it", "", "write "+v.name)
		return false
	}
	return v.model != nil
}
