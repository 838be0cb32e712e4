package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleModifiers reports guards on what is not set from outside, and recordable where nothing is recorded.
func (c *checker) ruleModifiers(d *ast.Decl, kind SymbolKind) {
	if len(d.Vars) == 0 {
		return
	}
	at := d.Vars[0]
	if d.Guard != nil && (kind == LocalSymbol || kind == InlineSymbol) {
		c.add(diag.Diagnostic{
			Span: d.Guard.Range(), Code: "modifier",
			Message: fmt.Sprintf("%s cannot have a guard", at.Full()),
			Why:     "guards are checked when a parameter or state is set from outside",
		})
	}
	if d.Recordable && kind != StateSymbol && kind != InlineSymbol {
		c.add(diag.Diagnostic{
			Severity: diag.Warning, Span: at.Span, Code: "modifier",
			Message: fmt.Sprintf("recordable has no effect on %s", at.Full()),
			Why:     "states and inline expressions can be recorded",
			Fix:     "remove it",
		})
	}
}
