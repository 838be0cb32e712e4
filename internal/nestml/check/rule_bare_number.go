package check

import (
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleBareNumber warns of a number without a unit that is taken as one of type t. Zero and inf need none.
func (c *checker) ruleBareNumber(e ast.Expr, t Type, why string) {
	if unitless(e) {
		return
	}
	fix := t.timesOne()
	if literal(e) && !strings.HasPrefix(t.String(), "1/") {
		fix = fmt.Sprintf("write %s %s", c.textOf(e), t)
	}
	c.add(diag.Diagnostic{
		Severity: diag.Warning, Span: e.Range(), Code: "bare-number",
		Message: fmt.Sprintf("%s has no unit and is taken as %s", c.textOf(e), t),
		Why:     why, Fix: fix,
	})
}

// literal reports whether e is a number as written, or its negative.
func literal(e ast.Expr) bool {
	if u, ok := e.(*ast.Unary); ok {
		e = u.X
	}
	_, ok := e.(*ast.Number)
	return ok
}
