package check

import (
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

func (c *checker) unary(e *ast.Unary, p place) Type {
	x := c.expr(e.X, p)
	switch e.Op {
	case "not":
		c.ruleOperand(e.Op, boolean, e.X)
		return boolean
	case "~":
		return c.either(c.ruleOperand(e.Op, integer, e.X), integer)
	}
	return c.either(c.ruleOperand(e.Op, Type{Kind: Quantity}, e.X), x)
}

// either is t if ok, else invalid.
func (c *checker) either(ok bool, t Type) Type {
	if ok {
		return t
	}
	return invalid
}

func (c *checker) binary(e *ast.Binary, p place) Type {
	c.expr(e.X, p)
	c.expr(e.Y, p)
	switch e.Op {
	case "and", "or":
		c.ruleOperand(e.Op, boolean, e.X, e.Y)
		return boolean
	case "<", "<=", ">", ">=", "==", "!=", "<>":
		c.ruleComparison(e)
		return boolean
	case "&", "|", "^", "<<", ">>", "%", "//":
		return c.either(c.ruleOperand(e.Op, integer, e.X, e.Y), integer)
	case "+", "-":
		return c.ruleSum(e)
	case "**":
		return c.rulePower(e, e.X, e.Y)
	}
	return c.product(e)
}

// product is the type of x*y and x/y, where units compose.
func (c *checker) product(e *ast.Binary) Type {
	if !c.ruleOperand(e.Op, Type{Kind: Quantity}, e.X, e.Y) {
		return invalid
	}
	x, y := c.model.Types[e.X], c.model.Types[e.Y]
	if x.Kind == Integer && y.Kind == Integer {
		if e.Op == "*" {
			return integer
		}
		return plain
	}
	compose := unit.Unit.Mul
	if e.Op == "/" {
		compose = unit.Unit.Div
	}
	return c.ruleUnitRange(e, compose(x.Unit, y.Unit))
}
