package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleCondition reports a condition that is not boolean; what names it: "a guard".
func (c *checker) ruleCondition(e ast.Expr, what string) {
	t := c.model.Types[e]
	if t.Kind == Invalid || t.Kind == Boolean {
		return
	}
	d := diag.Diagnostic{
		Span: e.Range(), Code: "condition-type",
		Message: fmt.Sprintf("%s must be true or false", what),
		Why:     c.origin(e),
	}
	if t.Numeric() {
		d.Fix = "compare it with something: x != 0"
	}
	c.add(d)
}
