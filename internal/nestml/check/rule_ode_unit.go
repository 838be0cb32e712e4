package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleODEUnit reports a right-hand side whose dimension is not that of the variable per time, to the power of the order.
func (c *checker) ruleODEUnit(o *ast.ODE) {
	base := c.model.Uses[o.Var]
	if base == nil || base.Type.Kind == Invalid {
		return
	}
	if base.Type.Kind != Real && base.Type.Kind != Quantity {
		c.add(diag.Diagnostic{
			Span: o.Var.Span, Code: "ode-unit",
			Message: fmt.Sprintf("%s cannot have an equation: it is %s", base.Name, base.Type.phrase()),
			Why:     c.symbolOrigin(base),
			Fix:     "declare it real or with a unit",
		})
		return
	}
	want, got := c.model.Types[o.Var], c.model.Types[o.Value]
	switch {
	case got.Kind == Invalid || want.Kind == Invalid:
	case got.Numeric() && got.Unit.SameDimension(want.Unit):
	case got.number():
		c.ruleBareNumber(o.Value, want, fmt.Sprintf("%s is %s per time", base.Name, base.Declared.phrase()))
	default:
		d := diag.Diagnostic{
			Span: o.Value.Range(), Code: "ode-unit",
			Message: fmt.Sprintf("%s is %s, but its right-hand side is %s", o.Var.Full(), want.phrase(), got.phrase()),
			Why:     c.symbolOrigin(base),
		}
		if factor := want.Unit.Div(got.Unit); got.Numeric() && factor.Valid() {
			d.Fix = fmt.Sprintf("multiply it by something in %s", factor)
		}
		c.add(d)
	}
}
