package portable

import (
	"cmp"
	"slices"
	"sync"

	"github.com/spikelet/spikelet/internal/exec/portable/shape"
	"github.com/spikelet/spikelet/internal/ir"
)

// pattern is a shape that has a loop.
type pattern struct {
	name string
	tree *shape.Tree
	run  func(in *instr, n int)
}

// patterns are all shapes by their outermost operation, those that cover most first: the first that matches is the best.
var patterns = sync.OnceValue(func() map[string][]pattern {
	byOp := map[string][]pattern{}
	for _, loops := range [][]loop{singleLoops, pairLoops, sumLoops, hornerLoops, kineticsLoops, choiceLoops} {
		for _, l := range loops {
			t := shape.Parse(l.shape)
			byOp[t.Op] = append(byOp[t.Op], pattern{l.shape, t, l.run})
		}
	}
	for _, list := range byOp {
		slices.SortStableFunc(list, func(a, b pattern) int { return cmp.Compare(weight(b.tree), weight(a.tree)) })
	}
	return byOp
})

// weight orders shapes: by operations, then by constants that need no register.
func weight(t *shape.Tree) int {
	w := t.Size() * 2 * maxConsts
	t.Walk(func(n *shape.Tree) {
		if n.IsConst() {
			w++
		}
	})
	return w
}

// match is what the leaves of a shape stand for: registers and constants in the order in which they occur.
type match struct {
	g      *graph
	regs   []ir.Value
	consts []uint64
	same   ir.Value // what the repeated register stands for, or None
	splat  bool     // registers may be constants
}

// root tries to match the shape t with the operation v.
func (m *match) root(t *shape.Tree, v ir.Value) bool {
	m.regs, m.consts, m.same = m.regs[:0], m.consts[:0], ir.None
	return m.operands(t, v)
}

// operands matches the operands of v, whose operation is that of t.
func (m *match) operands(t *shape.Tree, v ir.Value) bool {
	args := m.g.nodes[v].args
	before := *m
	if m.all(t.Args, args) {
		return true
	}
	if !t.Commutes || args[0] == args[1] {
		return false
	}
	*m = before
	swapped := [3]ir.Value{args[1], args[0]}
	n := 2 + copy(swapped[2:], args[2:])
	return m.all(t.Args, swapped[:n])
}

func (m *match) all(trees []*shape.Tree, args []ir.Value) bool {
	for i, t := range trees {
		if !m.operand(t, args[i]) {
			return false
		}
	}
	return true
}

func (m *match) operand(t *shape.Tree, v ir.Value) bool {
	n := &m.g.nodes[v]
	switch {
	case !t.IsLeaf():
		return n.op == t.Op && m.g.inner(v) && m.operands(t, v)
	case t.IsConst():
		if n.kind != constNode {
			return false
		}
		m.consts = append(m.consts, n.bits)
		return true
	case n.kind == constNode && !m.splat:
		return false
	case t.Op == shape.Same && m.same != ir.None:
		return m.same == v
	case t.Op == shape.Same:
		m.same = v
	}
	m.regs = append(m.regs, v)
	return true
}
