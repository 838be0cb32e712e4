package netfile

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// treeMaker turns the parser's tree into nodes.
type treeMaker struct {
	reader  *reader
	locator *locator
	anchors map[string]*node
	merged  int64 // entries that were copied by "<<"
}

// node converts n; at is the place of an n that has none.
func (t *treeMaker) node(n ast.Node, at place) *node {
	switch n := n.(type) {
	case nil, *ast.NullNode:
		return &node{place: at, kind: absent, size: 1}
	case *ast.MappingNode:
		return t.mapping(n.Values, n.Start, n.End, at)
	case *ast.MappingValueNode:
		return t.mapping([]*ast.MappingValueNode{n}, nil, nil, at)
	case *ast.SequenceNode:
		return t.sequence(n, at)
	case *ast.AnchorNode:
		made := t.node(n.Value, at)
		if name := n.Name.GetToken(); name != nil {
			t.anchors[name.Value] = made
		}
		return made
	case *ast.AliasNode:
		return t.alias(n, at)
	case *ast.TagNode:
		return t.tagged(n, at)
	case *ast.LiteralNode:
		made := t.locator.token(n.Start)
		return &node{place: made, kind: scalar, text: n.Value.Value, size: 1}
	case ast.ScalarNode:
		return t.scalar(n.GetToken())
	}
	t.reader.report(at, "syntax", "this kind of YAML value is not read here", "", "")
	return &node{place: at, kind: absent, size: 1}
}

func (t *treeMaker) scalar(tok *token.Token) *node {
	made := &node{place: t.locator.token(tok), kind: scalar, text: tok.Value, size: 1}
	made.plain = made.source.Text[made.span.Start:made.span.End] == made.text
	return made
}

func (t *treeMaker) sequence(n *ast.SequenceNode, at place) *node {
	made := &node{place: at, kind: sequence}
	if n.Start != nil {
		made.place = t.locator.token(n.Start)
	}
	for _, value := range n.Values {
		item := t.node(value, made.place)
		made.items = append(made.items, item)
		made.extend(item.place)
	}
	if n.IsFlowStyle && n.End != nil {
		made.extend(t.locator.token(n.End))
	}
	made.count()
	return made
}

// extend lets n reach to the end of a place behind its beginning. An alias stands elsewhere.
func (n *node) extend(to place) {
	if to.span.Start >= n.span.Start {
		n.span.End = max(n.span.End, to.span.End)
	}
}

func (t *treeMaker) mapping(values []*ast.MappingValueNode, start, end *token.Token, at place) *node {
	made := &node{place: at, kind: mapping}
	if start != nil && start.Type == token.MappingStartType {
		made.place = t.locator.token(start)
	}
	first := map[string]*node{}
	var merged []*node
	for i, value := range values {
		if value.Key.IsMergeKey() {
			merged = append(merged, t.node(value.Value, at))
			continue
		}
		key := t.key(value.Key)
		if key == nil {
			continue
		}
		if i == 0 && (start == nil || start.Type != token.MappingStartType) {
			made.place = key.place
		}
		held := t.node(value.Value, key.place)
		made.extend(held.place)
		if earlier, ok := first[key.text]; ok {
			t.reader.report(key.place, "duplicate-key", fmt.Sprintf("%s is given twice", key.text),
				fmt.Sprintf("it already stands in line %d", earlier.source.Position(earlier.span.Start).Line), "leave out one of them")
			continue
		}
		first[key.text] = key
		made.entries = append(made.entries, entry{key, held})
	}
	if end != nil && end.Type == token.MappingEndType {
		made.extend(t.locator.token(end))
	}
	t.merge(made, merged)
	made.count()
	return made
}

func (t *treeMaker) key(n ast.MapKeyNode) *node {
	var inner ast.Node = n
	if explicit, ok := n.(*ast.MappingKeyNode); ok {
		inner = explicit.Value
	}
	at := t.locator.token(n.GetToken())
	key := t.node(inner, at)
	if key.kind == absent && inner != nil { // null is a word like others when it is a key
		key = t.scalar(inner.GetToken())
	}
	if key.kind != scalar {
		t.reader.report(at, "syntax", "this key is "+key.kind.String()+", not a word", "", "")
		return nil
	}
	return key
}

// merge adds what "<<" names: mappings whose keys n does not have itself, the earlier ones first.
func (t *treeMaker) merge(n *node, merged []*node) {
	if len(merged) == 0 {
		return
	}
	own := map[string]bool{}
	for _, e := range n.entries {
		own[e.key.text] = true
	}
	for _, from := range flattened(merged) {
		if from.kind != mapping {
			t.reader.report(from.place, "wrong-type", "<< takes a mapping, not "+from.kind.String(),
				"it copies the keys of another mapping", "name one with an anchor: base: &base {…}, then <<: *base")
			continue
		}
		if t.merged += int64(len(from.entries)); t.merged > t.reader.limits.nodes {
			continue // the file as a whole is too large then
		}
		for _, e := range from.entries {
			if !own[e.key.text] {
				own[e.key.text] = true
				n.entries = append(n.entries, e)
			}
		}
	}
}

// flattened are the nodes themselves and, in place of a list, its items; each once.
func flattened(nodes []*node) []*node {
	var flat []*node
	seen := map[*node]bool{}
	for _, n := range nodes {
		items := []*node{n}
		if n.kind == sequence {
			items = n.items
		}
		for _, item := range items {
			if !seen[item] {
				seen[item] = true
				flat = append(flat, item)
			}
		}
	}
	return flat
}

func (t *treeMaker) alias(n *ast.AliasNode, at place) *node {
	name := n.Value.GetToken().Value
	if held, ok := t.anchors[name]; ok {
		return held
	}
	at = t.locator.token(n.Start)
	at.span.End += len(name)
	t.reader.report(at, "unknown-name", "there is no anchor &"+name+" before this place",
		"an alias *name stands for what &name marks", "")
	return &node{place: at, kind: absent, size: 1}
}

func (t *treeMaker) tagged(n *ast.TagNode, at place) *node {
	switch n.Start.Value {
	case "!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq":
		return t.node(n.Value, at)
	}
	t.reader.report(t.locator.token(n.Start), "syntax", "the tag "+n.Start.Value+" is not known here",
		"values need no tags", "leave it out")
	return t.node(n.Value, at)
}
