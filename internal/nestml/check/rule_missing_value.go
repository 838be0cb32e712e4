package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleMissingValue reports a state, parameter or internal without a value.
func (c *checker) ruleMissingValue(d *ast.Decl, kind SymbolKind) {
	if s := c.declared(d); d.Value != nil || s == nil || s.Type.Kind == Invalid {
		return
	}
	what := map[SymbolKind]string{
		StateSymbol: "initial value", ParameterSymbol: "default value", InternalSymbol: "value",
	}[kind]
	c.add(diag.Diagnostic{
		Span: d.Vars[0].Span, Code: "missing-value",
		Message: fmt.Sprintf("%s has no %s", d.Vars[0].Full(), what),
		Fix:     fmt.Sprintf("add = and the %s", what),
	})
}
