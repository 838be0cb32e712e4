package netfile

import (
	"github.com/spikelet/spikelet/internal/diag"
)

// kind is what a node is.
type kind uint8

const (
	absent   kind = iota // a key without a value, or null
	scalar               // one word, number or text
	sequence             // a list
	mapping              // keys with values
)

func (k kind) String() string {
	return [...]string{"nothing", "a single value", "a list", "a mapping"}[k]
}

// place is a stretch of a source.
type place struct {
	source *diag.Source
	span   diag.Span
}

// node is a value of a network file. Nodes do not change once they are made: an alias is the node of its anchor itself.
type node struct {
	place
	kind    kind
	text    string // of a scalar, without quotes
	plain   bool   // a scalar that stands in the source as it is in text
	items   []*node
	entries []entry
	size    int64 // number of nodes in it, an alias counted as what it stands for
}

// entry is a key with its value. The value of a key that has none is an absent node at the key.
type entry struct {
	key   *node // a scalar
	value *node
}

// find returns the entry of key, and whether there is one.
func (n *node) find(key string) (entry, bool) {
	for _, e := range n.entries {
		if e.key.text == key {
			return e, true
		}
	}
	return entry{}, false
}

// keys returns the keys of a mapping in their order.
func (n *node) keys() []string {
	keys := make([]string, len(n.entries))
	for i, e := range n.entries {
		keys[i] = e.key.text
	}
	return keys
}

// count gives n its size from those of its children. Sums saturate.
func (n *node) count() {
	const most = 1 << 60
	n.size = 1
	for _, item := range n.items {
		n.size = min(n.size+item.size, most)
	}
	for _, e := range n.entries {
		n.size = min(n.size+1+e.value.size, most)
	}
}

// with returns a copy of a mapping in which key has value.
func (n *node) with(key, value *node) *node {
	changed := *n
	changed.entries = append([]entry(nil), n.entries...)
	for i, e := range changed.entries {
		if e.key.text == key.text {
			changed.entries[i].value = value
			changed.count()
			return &changed
		}
	}
	changed.entries = append(changed.entries, entry{key, value})
	changed.count()
	return &changed
}

// withItem returns a copy of a list in which item i is value.
func (n *node) withItem(i int, value *node) *node {
	changed := *n
	changed.items = append([]*node(nil), n.items...)
	changed.items[i] = value
	changed.count()
	return &changed
}
