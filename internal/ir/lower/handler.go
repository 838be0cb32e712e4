package lower

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// handlers runs onReceive of each port at which spikes arrived; the larger priority first, then the order of the text.
func (l *lowering) handlers(s *scope) {
	list := slices.Clone(l.cm.AST.OnReceive)
	slices.SortStableFunc(list, func(a, b *ast.OnReceive) int { return cmp.Compare(priority(b.Priority), priority(a.Priority)) })
	for _, h := range list {
		arrived := s.b.Input(ir.Arrived(h.Port.Name), ir.Bool)
		s.branch(arrived, func(x *scope) { x.statements(h.Body) }, func(*scope) {})
	}
}

// conditions runs onCondition blocks, each on the states that the ones before it left.
func (l *lowering) conditions(s *scope) {
	list := slices.Clone(l.cm.AST.OnCondition)
	slices.SortStableFunc(list, func(a, b *ast.OnCondition) int { return cmp.Compare(priority(b.Priority), priority(a.Priority)) })
	for _, c := range list {
		s.branch(s.expr(c.Cond), func(x *scope) { x.statements(c.Body) }, func(*scope) {})
	}
}

func priority(n *ast.Number) int {
	if n == nil {
		return 0
	}
	p, _ := strconv.Atoi(n.Text)
	return p
}
