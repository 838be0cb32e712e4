package check

import (
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleInlineForm reports an inline expression with several names, or with a guard.
func (c *checker) ruleInlineForm(d *ast.Decl) {
	if len(d.Vars) == 0 {
		return
	}
	c.ruleModifiers(&ast.Decl{Vars: d.Vars, Guard: d.Guard}, InlineSymbol)
	if len(d.Vars) > 1 {
		c.add(diag.Diagnostic{
			Span: d.Vars[1].Span, Code: "inline-form",
			Message: "an inline expression has one name",
			Fix:     "write a line for each",
		})
	}
}

// ruleInlineCycle reports inline expressions that need each other.
func (c *checker) ruleInlineCycle() {
	needs := func(s *Symbol) []*Symbol {
		if s.Decl.Value == nil {
			return nil
		}
		var list []*Symbol
		c.inlinesIn(s.Decl.Value, &list)
		return list
	}
	for _, cycle := range cycles(c.model.Inlines, needs) {
		c.add(diag.Diagnostic{
			Span: c.nameSpan(cycle[0]), Code: "cycle",
			Message: fmt.Sprintf("the inline expression %s needs itself: %s", cycle[0].Name, path(cycle)),
			Why:     "an inline expression stands for its right-hand side",
			Fix:     "take one of them out of the circle, or make it a state",
		})
	}
}

// inlinesIn appends the inline expressions that e reads.
func (c *checker) inlinesIn(e ast.Expr, list *[]*Symbol) {
	switch e := e.(type) {
	case *ast.Ident:
		if s := c.model.Uses[e]; s != nil && s.Kind == InlineSymbol {
			*list = append(*list, s)
		}
	case *ast.Paren:
		c.inlinesIn(e.X, list)
	case *ast.Unary:
		c.inlinesIn(e.X, list)
	case *ast.Binary:
		c.inlinesIn(e.X, list)
		c.inlinesIn(e.Y, list)
	case *ast.Ternary:
		c.inlinesIn(e.Cond, list)
		c.inlinesIn(e.Then, list)
		c.inlinesIn(e.Else, list)
	case *ast.Call:
		for _, a := range e.Args {
			c.inlinesIn(a, list)
		}
	}
}

// cycles finds circles in a graph, each once, in the order of nodes: the symbols on it, from the first.
func cycles(nodes []*Symbol, next func(*Symbol) []*Symbol) (found [][]*Symbol) {
	const open, done = 1, 2
	state := map[*Symbol]int{}
	var stack []*Symbol
	var visit func(*Symbol)
	visit = func(s *Symbol) {
		state[s] = open
		stack = append(stack, s)
		for _, n := range next(s) {
			switch state[n] {
			case open:
				from := len(stack) - 1
				for stack[from] != n {
					from--
				}
				found = append(found, append([]*Symbol(nil), stack[from:]...))
			case 0:
				visit(n)
			}
		}
		stack = stack[:len(stack)-1]
		state[s] = done
	}
	for _, s := range nodes {
		if state[s] == 0 {
			visit(s)
		}
	}
	return found
}

// path is "a → b → a".
func path(cycle []*Symbol) string {
	var names []string
	for _, s := range cycle {
		names = append(names, s.Name)
	}
	return strings.Join(append(names, cycle[0].Name), " → ")
}
