package check

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleOnReceivePort reports a handler of what is no spiking port.
func (c *checker) ruleOnReceivePort(h *ast.OnReceive) {
	s := c.variables[h.Port.Full()]
	if h.Port.Name == "" {
		return
	}
	if s != nil && s.Kind == SpikePortSymbol {
		c.model.Uses[h.Port], c.model.Types[h.Port] = s, s.Type
		return
	}
	d := diag.Diagnostic{Span: h.Port.Span, Code: "handler", Message: fmt.Sprintf("%s is not a spiking port", h.Port.Full())}
	if s != nil {
		d.Why = fmt.Sprintf("it is %s", c.whereDeclared(s))
	}
	var ports []string
	for _, p := range c.model.Ports {
		if p.Kind == SpikePortSymbol {
			ports = append(ports, p.Name)
		}
	}
	d.Fix = c.nearest(h.Port.Full(), ports, "declare it in input: "+h.Port.Name+" <- spike")
	c.add(d)
}

// ruleHandlers reports two handlers of one port, and priorities that do not give an order; it keeps the order.
func (c *checker) ruleHandlers() {
	m := c.model
	first := map[string]*ast.OnReceive{}
	for _, h := range m.AST.OnReceive {
		if f := first[h.Port.Full()]; f != nil && h.Port.Name != "" {
			c.add(diag.Diagnostic{
				Span: h.Port.Span, Code: "handler",
				Message: fmt.Sprintf("%s has two handlers", h.Port.Full()),
				Why:     fmt.Sprintf("the first is in line %d", c.line(f)),
				Fix:     "join them",
			})
			continue
		}
		first[h.Port.Full()] = h
	}
	m.OnReceive = inOrder(c, m.AST.OnReceive, func(h *ast.OnReceive) *ast.Number { return h.Priority })
	m.OnCondition = inOrder(c, m.AST.OnCondition, func(h *ast.OnCondition) *ast.Number { return h.Priority })
}

// inOrder sorts handlers of one sort by priority, and reports priorities that some lack or share.
func inOrder[H ast.Node](c *checker, handlers []H, priority func(H) *ast.Number) []H {
	sorted := slices.Clone(handlers)
	seen := map[int64]bool{}
	missing, given := -1, false
	for i, h := range handlers {
		n := priority(h)
		if n == nil {
			missing = i
			continue
		}
		given = true
		value := c.priority(n)
		if seen[value] {
			c.add(diag.Diagnostic{
				Span: n.Span, Code: "priority",
				Message: fmt.Sprintf("two handlers have the priority %s", n.Text),
				Why:     "the larger runs first", Fix: "give them different ones",
			})
		}
		seen[value] = true
	}
	if given && missing >= 0 {
		c.add(diag.Diagnostic{
			Span: head(handlers[missing]), Code: "priority",
			Message: "this handler has no priority, but others have",
			Why:     "the larger runs first", Fix: "give one to all: priority=1",
		})
	}
	slices.SortStableFunc(sorted, func(a, b H) int { return compare(c.priority(priority(b)), c.priority(priority(a))) })
	return sorted
}

// head is where a handler begins, without its body.
func head(h ast.Node) diag.Span {
	switch h := h.(type) {
	case *ast.OnReceive:
		return h.Port.Span
	case *ast.OnCondition:
		return h.Cond.Range()
	}
	return h.Range()
}

func compare(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// priority is the number n, lowest where there is none or it is no integer.
func (c *checker) priority(n *ast.Number) int64 {
	if n == nil {
		return math.MinInt64
	}
	value, err := strconv.ParseInt(n.Text, 10, 64)
	if err != nil {
		return math.MinInt64
	}
	return value
}
