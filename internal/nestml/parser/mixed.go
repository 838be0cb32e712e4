package parser

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// warnMixed reports operators that stand side by side without brackets and would be read otherwise by another tool, or by
// a person.
func (p *parser) warnMixed(b *ast.Binary) {
	for _, side := range []ast.Expr{b.X, b.Y} {
		inner, ok := side.(*ast.Binary)
		if !ok || p.warned {
			continue
		}
		outerLevel, innerLevel := levels[b.Op], levels[inner.Op]
		switch {
		case outerLevel == or && innerLevel == and:
			p.warn(b.OpSpan, `"and" and "or" without brackets`,
				fmt.Sprintf("\"and\" goes first, as in the code that NESTML makes: (%s); NESTML's grammar has one rank for both",
					brief(inner)))
		case outerLevel == bits && innerLevel == bits && b.Op != inner.Op:
			p.warn(b.OpSpan, fmt.Sprintf("%q and %q without brackets", inner.Op, b.Op),
				fmt.Sprintf("in NESTML the operators on bits have one rank: (%s) goes first", brief(inner)))
		case outerLevel == comparison && innerLevel == comparison:
			p.warned = true
			p.report(diag.Diagnostic{
				Span: b.Span, Code: "chained-comparison", Message: "comparisons cannot be chained",
				Why: fmt.Sprintf("%s is true or false, which is not compared with a number", brief(inner)),
				Fix: fmt.Sprintf("write %s and %s %s %s", brief(inner), brief(inner.Y), b.Op, brief(b.Y)),
			})
		}
	}
}

// warn reports a doubtful mixture. The caller asks for p.warned before: one for a statement is enough.
func (p *parser) warn(span diag.Span, message, why string) {
	p.warned = true
	p.report(diag.Diagnostic{
		Severity: diag.Warning, Span: span, Code: "mixed-operators", Message: message, Why: why, Fix: "put in brackets what goes first",
	})
}

// brief is the text of an expression, or its beginning.
func brief(e ast.Expr) string {
	s := ast.Text(e)
	if runes := []rune(s); len(runes) > 60 {
		s = string(runes[:57]) + "..."
	}
	return s
}
