package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleBareNumber warns of a number without a unit that is taken as one of type t. Zero and inf need none.
func (c *checker) ruleBareNumber(e ast.Expr, t Type, why string) {
	if unitless(e) {
		return
	}
	fix := fmt.Sprintf("multiply it by 1 %s", t)
	if n, ok := e.(*ast.Number); ok {
		fix = fmt.Sprintf("write %s %s", n.Text, t)
	}
	c.add(diag.Diagnostic{
		Severity: diag.Warning, Span: e.Range(), Code: "bare-number",
		Message: fmt.Sprintf("%s has no unit and is taken as %s", c.textOf(e), t),
		Why:     why, Fix: fix,
	})
}
