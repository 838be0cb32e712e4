package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

// rulePower judges x ** y and pow(x, y): a quantity needs a constant exponent, for the type depends on it.
func (c *checker) rulePower(at ast.Expr, x, y ast.Expr) Type {
	if !c.ruleOperand("**", Type{Kind: Quantity}, x, y) {
		return invalid
	}
	base, exponent := c.model.Types[x], c.model.Types[y]
	if exponent.Kind == Quantity {
		c.add(diag.Diagnostic{
			Span: y.Range(), Code: "operand-type",
			Message: fmt.Sprintf("an exponent cannot have a unit, as %s has", c.textOf(y)),
			Why:     c.origin(y),
			Fix:     exponent.overOne(),
		})
		return invalid
	}
	r, constant := rational(y)
	switch {
	case constant && base.Unit != unit.One:
		return c.ruleUnitRange(at, base.Unit.Pow(int(r.num), int(r.den)))
	case base.Kind == Quantity:
		c.add(diag.Diagnostic{
			Span: y.Range(), Code: "exponent-not-constant",
			Message: fmt.Sprintf("the exponent of %s must be a number, not %s", c.textOf(x), c.textOf(y)),
			Why:     c.origin(x) + "; the unit of the power must be known before the model runs",
			Fix:     fmt.Sprintf("divide %s by 1 %s first", c.textOf(x), base),
		})
		return invalid
	case base.Kind == Integer && exponent.Kind == Integer && constant && r.num >= 0:
		return integer
	}
	return plain
}

// ruleUnitRange is the type of numbers of u, which e has; powers beyond what package unit holds are reported.
func (c *checker) ruleUnitRange(e ast.Expr, u unit.Unit) Type {
	if !u.Valid() || !u.Internal().Valid() {
		c.add(diag.Diagnostic{
			Span: e.Range(), Code: "unit-range",
			Message: fmt.Sprintf("the unit of %s has powers that are too large", c.textOf(e)),
			Fix:     "make it a plain number first: divide by 1 of its unit",
		})
		return invalid
	}
	return in(u)
}
