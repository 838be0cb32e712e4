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
		if !ok {
			continue
		}
		outerLevel, innerLevel := levels[b.Op], levels[inner.Op]
		switch {
		case outerLevel == or && innerLevel == and:
			p.warn(b, `"and" and "or" without brackets`,
				fmt.Sprintf("here \"and\" goes first, as in the code that NESTML makes: (%s); NESTML's own grammar reads them from the left", ast.Text(inner)))
		case outerLevel == bits && innerLevel == bits && b.Op != inner.Op:
			p.warn(b, fmt.Sprintf("%q and %q without brackets", inner.Op, b.Op),
				fmt.Sprintf("in NESTML the operators on bits have one rank: (%s) goes first", ast.Text(inner)))
		case outerLevel == comparison && innerLevel == comparison:
			p.report(diag.Diagnostic{
				Span: b.Span, Code: "chained-comparison", Message: "comparisons cannot be chained",
				Why: fmt.Sprintf("%s is true or false, which is not compared with a number", ast.Text(inner)),
				Fix: fmt.Sprintf("write %s and %s %s %s", ast.Text(inner), ast.Text(inner.Y), b.Op, ast.Text(b.Y)),
			})
		}
	}
}

func (p *parser) warn(b *ast.Binary, message, why string) {
	p.report(diag.Diagnostic{
		Severity: diag.Warning, Span: b.OpSpan, Code: "mixed-operators", Message: message, Why: why, Fix: "put in brackets what goes first",
	})
}
