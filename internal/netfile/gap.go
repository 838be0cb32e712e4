package netfile

import (
	"fmt"
	"math"
	"strings"

	"github.com/spikelet/spikelet"
)

// gapJunctions reads the settings of gap junctions. Only networks that have gap junctions use them.
func (r *reader) gapJunctions(n *node) spikelet.GapJunctions {
	var g spikelet.GapJunctions
	f, ok := r.fields(n, n.place, "gap_junctions", "method", "interval", "tolerance", "max_iterations", "interpolation")
	if !ok {
		return g
	}
	g.Method, _ = r.choice(r.get(f, "method"), "method of gap_junctions called", "waveform", "lagged")
	g.Interpolation, _ = r.choice(r.get(f, "interpolation"), "interpolation of gap_junctions called", "dense", "cubic", "linear", "constant")
	before := r.reported
	g.Interval = r.positive(f, "interval", "ms")
	if g.Interval != 0 {
		r.onGrid(r.get(f, "interval"), "the interval", g.Interval)
	}
	if r.reported > before {
		g.Interval = 0 // the network can be built nevertheless, to find what else is wrong
	}
	g.Tolerance = r.positive(f, "tolerance", "mV")
	if n := r.get(f, "max_iterations"); n != nil {
		iterations, _ := r.integer(n, "max_iterations", 1, math.MaxInt32)
		g.MaxIterations = int(max(0, iterations))
	}
	return g
}

// positive reads a positive quantity; 0 when there is none, or a wrong one.
func (r *reader) positive(f fields, key, unitName string) float64 {
	n := r.get(f, key)
	x, ok := r.quantity(n, number(key, unitName))
	if ok && !(x > 0) {
		r.report(n.place, "out-of-range", fmt.Sprintf("the %s is positive, not %v %s", key, x, unitName), "", "")
	}
	if !ok || !(x > 0) {
		return 0
	}
	return x
}

// gapJunction reads the rest of a gap junction: its weight is a conductance, and it has neither delay nor port.
func (r *reader) gapJunction(f fields, c *connection, s *synapse) {
	for _, no := range []struct{ key, why string }{{"delay", "current flows through a gap junction at once"}, {"port", "it leads to the model's gap port"}} {
		if e, ok := f.mapping.find(no.key); ok {
			r.report(e.key.place, "wrong-synapse", "a gap junction has no "+no.key, no.why, "leave it out")
		}
	}
	if c.from.device != nil {
		r.report(c.at, "wrong-synapse", fmt.Sprintf("a gap junction joins neurons, but %s is a device", c.from.text), "", "")
		return
	}
	for _, end := range []selection{c.from, c.to} {
		if end.population == nil || end.population.model == nil {
			return
		}
		if gapPort(end.population.model) == nil {
			r.report(c.at, "no-gap-port", fmt.Sprintf("neurons of %s cannot have gap junctions", end.population.model.Name()),
				"their model has no port for the current of gap junctions", "give the model a continuous port and name it: #@ gap_port: NAME")
			return
		}
	}
	w := wanted{name: "weight of " + c.what, key: "weight", of: "gap junctions", unit: gapPort(c.to.population.model).ConductanceUnit()}
	w.shown = w.unit.String()
	s.weight = values{spikelet.Same(1), w.text(1)}
	if n := r.get(f, "weight"); n != nil {
		s.weight, _ = r.values(n, w)
	}
}

// gapPort is the port of a model that takes the current of gap junctions, or nil.
func gapPort(m *model) *spikelet.Port {
	for i := range m.ports {
		if m.ports[i].Gap {
			return &m.ports[i]
		}
	}
	return nil
}

// gapJunctions writes the settings of gap junctions as they are used.
func (w *writer) gapJunctions(g spikelet.GapJunctions) {
	var parts []string
	add := func(key, value string) { parts = append(parts, key+": "+value) }
	add("method", orDefault(g.Method, "waveform"))
	if g.Interval != 0 {
		add("interval", number("", "ms").text(g.Interval))
	}
	if g.Method != "lagged" {
		tolerance, iterations := g.Tolerance, g.MaxIterations
		if tolerance == 0 {
			tolerance = spikelet.DefaultGapTolerance
		}
		if iterations == 0 {
			iterations = spikelet.DefaultGapIterations
		}
		add("tolerance", number("", "mV").text(tolerance))
		add("max_iterations", fmt.Sprint(iterations))
		add("interpolation", orDefault(g.Interpolation, "dense"))
	}
	w.line(1, "gap_junctions: {%s}", strings.Join(parts, ", "))
}

func orDefault(word, otherwise string) string {
	if word == "" {
		return otherwise
	}
	return word
}
