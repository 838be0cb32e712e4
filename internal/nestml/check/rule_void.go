package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleVoid reports a call in an expression that has no value.
func (c *checker) ruleVoid(e *ast.Call, t Type) {
	if t.Kind != Void {
		return
	}
	c.add(diag.Diagnostic{
		Span: e.Span, Code: "void-value",
		Message: fmt.Sprintf("%s() has no value", e.Name.Name),
		Fix:     "call it on a line of its own",
	})
}

// ruleResultUsed warns of a call for its effect that has none.
func (c *checker) ruleResultUsed(s *ast.CallStmt, t Type) {
	if t.Kind == Void || t.Kind == Invalid {
		return
	}
	c.add(diag.Diagnostic{
		Severity: diag.Warning, Span: s.Span, Code: "unused-result",
		Message: fmt.Sprintf("the result of %s() is not used", s.Call.Name.Name),
		Why:     "functions have no side effects",
		Fix:     "assign it to a variable, or remove the line",
	})
}
