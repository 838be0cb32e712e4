package netfile

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/spikelet/spikelet"
)

// values are numbers for many: for the neurons of a population, or for connections.
type values struct {
	spikelet.Values
	text string // as a network file writes them, in internal units
}

// common reports whether v is one number for all.
func (v values) common() bool {
	return !strings.HasPrefix(v.text, "[") && !strings.HasPrefix(v.text, "{")
}

// distribution is a form of values that is written {name: {…}}.
type distribution struct {
	keys []string
	draw bool // random: min and max may stand beside it
	make func(x []float64) spikelet.Values
}

var distributions = map[string]distribution{
	"uniform":     {[]string{"low", "high"}, true, func(x []float64) spikelet.Values { return spikelet.Uniform(x[0], x[1]) }},
	"normal":      {[]string{"mean", "std"}, true, func(x []float64) spikelet.Values { return spikelet.Normal(x[0], x[1]) }},
	"lognormal":   {[]string{"mean", "std"}, true, func(x []float64) spikelet.Values { return spikelet.LogNormal(x[0], x[1]) }},
	"exponential": {[]string{"mean"}, true, func(x []float64) spikelet.Values { return spikelet.Exponential(x[0]) }},
	"linspace":    {[]string{"start", "stop"}, false, func(x []float64) spikelet.Values { return spikelet.Linspace(x[0], x[1]) }},
}

// truncation are the keys that may stand beside a draw.
var truncation = []string{"min", "max"}

// forms names what values may look like.
func forms() []string { return append(slices.Sorted(maps.Keys(distributions)), "file") }

// values reads one of the forms of w: a quantity, a list of them, a draw, an even spacing, or a column of a file.
func (r *reader) values(n *node, w wanted) (values, bool) {
	switch n.kind {
	case sequence:
		return r.list(n, w)
	case mapping:
		if _, ok := n.find("file"); ok {
			return r.fileValues(n, w)
		}
		return r.drawn(n, w)
	}
	x, ok := r.quantity(n, w)
	return values{spikelet.Same(x), w.text(x)}, ok
}

// list reads one value for each neuron or connection.
func (r *reader) list(n *node, w wanted) (values, bool) {
	xs, ok := r.numbers(n, w)
	if ok && w.count > 0 && len(xs) != w.count {
		r.report(n.place, "wrong-count", fmt.Sprintf("%s has %d values for %d %s", w.name, len(xs), w.count, w.of),
			"a list has one value for each", "")
		return values{}, false
	}
	return values{spikelet.List(xs...), w.listText(xs)}, ok
}

// numbers reads a list of numbers as it is; a single one stands for a list of one.
func (r *reader) numbers(n *node, w wanted) (xs []float64, ok bool) {
	if n.kind == scalar {
		x, ok := r.quantity(n, w)
		return []float64{x}, ok
	}
	if n.kind != sequence {
		r.report(n.place, "wrong-type", fmt.Sprintf("%s is a list of values %s, not %s", w.name, w.in(), n.kind), "", "")
		return nil, false
	}
	ok = true
	xs = make([]float64, len(n.items))
	for i, item := range n.items {
		of := w
		of.name = fmt.Sprintf("value %d of %s", i, w.name)
		x, good := r.quantity(item, of)
		xs[i] = x
		ok = ok && good
	}
	return xs, ok
}

func (w wanted) listText(xs []float64) string {
	var b strings.Builder
	b.WriteByte('[')
	for i, x := range xs {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(w.text(x))
	}
	b.WriteByte(']')
	return b.String()
}

// drawn reads {distribution: {…}, min: …, max: …}.
func (r *reader) drawn(n *node, w wanted) (values, bool) {
	f, _ := r.fields(n, n.place, w.name, slices.Concat(forms(), truncation)...)
	var name string
	for _, key := range n.keys() {
		if _, ok := distributions[key]; !ok {
			continue
		}
		if name != "" {
			r.report(n.place, "duplicate-key", fmt.Sprintf("%s is drawn from both %s and %s", w.name, name, key), "", "leave out one of them")
			return values{}, false
		}
		name = key
	}
	if name == "" {
		r.report(n.place, "missing-key", w.name+" names no distribution", listing(forms()),
			"write for instance {uniform: {low: …, high: …}}")
		return values{}, false
	}
	form := distributions[name]
	inner := r.get(f, name)
	if inner == nil {
		return values{}, false
	}
	arguments, ok := r.arguments(inner, w, name, form.keys)
	made := values{Values: form.make(arguments), text: form.text(name, arguments, w)}
	return r.truncated(f, w, name, made, ok)
}

// arguments reads the numbers of a distribution.
func (r *reader) arguments(n *node, w wanted, name string, keys []string) (xs []float64, ok bool) {
	xs = make([]float64, len(keys))
	f, ok := r.fields(n, n.place, fmt.Sprintf("%s of %s", name, w.name), slices.Concat(keys, truncation)...)
	if !ok {
		return xs, false
	}
	for _, key := range truncation {
		if e, inside := n.find(key); inside {
			r.report(e.key.place, "unknown-key", fmt.Sprintf("%s has no key %s", f.what, key), "",
				fmt.Sprintf("%s stands beside %s, not in it", key, name))
		}
	}
	for i, key := range keys {
		of := w
		of.name = fmt.Sprintf("%s of %s", key, w.name)
		of.whole = false
		x, good := r.quantity(r.must(f, key, w.text(1)), of)
		xs[i] = x
		ok = ok && good
	}
	return xs, ok
}

func (d distribution) text(name string, xs []float64, w wanted) string {
	parts := make([]string, len(xs))
	for i, key := range d.keys {
		parts[i] = key + ": " + w.text(xs[i])
	}
	return fmt.Sprintf("{%s: {%s}", name, strings.Join(parts, ", "))
}

// truncated adds min and max to a draw and closes its text.
func (r *reader) truncated(f fields, w wanted, name string, made values, ok bool) (values, bool) {
	bounds := []float64{math.Inf(-1), math.Inf(1)}
	cut := false
	for i, key := range truncation {
		n := r.get(f, key)
		if n == nil {
			continue
		}
		if !distributions[name].draw {
			r.report(n.place, "unknown-key", key+" does not go with "+name, "it truncates a draw", "leave it out")
			ok = false
			continue
		}
		of := w
		of.name = fmt.Sprintf("%s of %s", key, w.name)
		x, good := r.quantity(n, of)
		bounds[i], cut, ok = x, true, ok && good
		made.text += fmt.Sprintf(", %s: %s", key, w.text(x))
	}
	if cut {
		made.Values = made.Truncated(bounds[0], bounds[1])
	}
	made.text += "}"
	return made, ok
}
