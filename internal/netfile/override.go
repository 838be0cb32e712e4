package netfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
)

// Override sets a value of a file before it is read: Text is "populations.pair.parameters.I_e=200 pA". Keys are separated
// by dots, items of a list are name[0]. Flag says where it comes from, "--set", and names it in diagnostics.
type Override struct{ Flag, Text string }

// optional are the sections that an override may begin.
var optional = []string{"simulation", "parameters", "initial", "solver", "rule", "synapse", "gap_junctions", "limits"}

// step is one key or index of the path of an override.
type step struct {
	place
	key   string
	index int // of an item, or -1
}

// override applies o to the tree and returns the new tree.
func (r *reader) override(root *node, o Override) *node {
	source := diag.NewSource(o.Flag, o.Text)
	key, given, ok := strings.Cut(o.Text, "=")
	if !ok || strings.TrimSpace(given) == "" {
		r.report(place{source, diag.Span{End: len(o.Text)}}, "override", quoted(o.Text)+" gives no value", "",
			"write KEY=VALUE, for instance simulation.duration=200 ms")
		return root
	}
	path, ok := r.path(source, key)
	if !ok {
		return root
	}
	before := r.reported
	value := r.parse(diag.NewSource(o.Flag, strings.Repeat(" ", len(key)+1)+given))
	if value == nil || r.reported > before {
		return root
	}
	value.movedTo(source)
	if changed := r.set(root, path, value); changed != nil {
		return changed
	}
	return root
}

// movedTo gives n and what it holds the places of another source of the same length.
func (n *node) movedTo(source *diag.Source) {
	n.source = source
	for _, item := range n.items {
		item.movedTo(source)
	}
	for _, e := range n.entries {
		e.key.movedTo(source)
		e.value.movedTo(source)
	}
}

// path reads "record[0].interval".
func (r *reader) path(source *diag.Source, text string) (path []step, ok bool) {
	offset := 0
	for part := range strings.SplitSeq(text, ".") {
		at := place{source, diag.Span{Start: offset, End: offset + len(part)}}
		offset += len(part) + 1
		name, rest, indexed := strings.Cut(part, "[")
		name = strings.TrimSpace(name)
		if name == "" {
			r.report(at, "override", "a key is missing in "+quoted(text), "", "keys are separated by single dots")
			return nil, false
		}
		path = append(path, step{place: at, key: name, index: -1})
		for indexed {
			number, after, closed := strings.Cut(rest, "]")
			index, err := strconv.Atoi(strings.TrimSpace(number))
			if !closed || err != nil || index < 0 || after != "" && after[0] != '[' {
				r.report(at, "override", quoted(part)+" is no item of a list", "items are counted from 0", "write for instance record[0]")
				return nil, false
			}
			path = append(path, step{place: at, index: index})
			rest, indexed = strings.CutPrefix(after, "[")
		}
	}
	return path, true
}

// set returns n with the value at path replaced, or nil when there is no such place.
func (r *reader) set(n *node, path []step, value *node) *node {
	if len(path) == 0 {
		return value
	}
	at := path[0]
	if at.index >= 0 {
		return r.setItem(n, path, value)
	}
	if n.kind == absent {
		n = &node{place: at.place, kind: mapping, size: 1}
	}
	if n.kind != mapping {
		r.report(at.place, "override", fmt.Sprintf("there is no key %s here: the file has %s in this place", quoted(at.key), n.kind), "", "")
		return nil
	}
	held, ok := n.find(at.key)
	child := held.value
	if !ok {
		if len(path) > 1 && !slices.Contains(optional, at.key) {
			r.unknown(at.place, "override", "key in this place of the file called", at.key, n.keys())
			return nil
		}
		child = &node{place: at.place, kind: absent, size: 1}
	}
	changed := r.set(child, path[1:], value)
	if changed == nil {
		return nil
	}
	key := held.key
	if !ok || len(path) == 1 {
		key = &node{place: at.place, kind: scalar, text: at.key, size: 1}
	}
	return n.with(key, changed)
}

// setItem is set for an item of a list.
func (r *reader) setItem(n *node, path []step, value *node) *node {
	index := path[0].index
	if n.kind != sequence || index >= len(n.items) {
		r.report(path[0].place, "override", fmt.Sprintf("there is no item %d here", index),
			fmt.Sprintf("the file has %s%s in this place", n.kind, counted(n)), "")
		return nil
	}
	changed := r.set(n.items[index], path[1:], value)
	if changed == nil {
		return nil
	}
	return n.withItem(index, changed)
}

// counted is " of 3" for a list of three items.
func counted(n *node) string {
	if n.kind != sequence {
		return ""
	}
	return fmt.Sprintf(" of %d", len(n.items))
}
