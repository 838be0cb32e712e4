package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleOperand reports operands that are not what op takes: want is boolean, integer, or Quantity for any number. It is false
// also where an operand is invalid already.
func (c *checker) ruleOperand(op string, want Type, operands ...ast.Expr) bool {
	ok := true
	for _, e := range operands {
		t := c.model.Types[e]
		if t.Kind == Invalid {
			ok = false
			continue
		}
		if t.Kind == want.Kind || want.Kind == Quantity && t.Numeric() {
			continue
		}
		ok = false
		c.add(diag.Diagnostic{
			Span: e.Range(), Code: "operand-type",
			Message: fmt.Sprintf("%s needs %s, not %s", op, needs[want.Kind], c.textOf(e)),
			Why:     c.origin(e),
			Fix:     operandAdvice(op, want, t),
		})
	}
	return ok
}

var needs = map[Kind]string{Boolean: "true or false", Integer: "an integer", Quantity: "a number"}

func operandAdvice(op string, want, got Type) string {
	switch {
	case want.Kind == Boolean && got.Numeric():
		return "compare it with something: x != 0"
	case op == "//" && got.Numeric():
		return "write floor(x / y)"
	case want.Kind == Quantity && got.Kind == Boolean:
		return "write (condition ? 1 : 0)"
	}
	return ""
}

// origin says what type e has, and where it has it from: "V_m is in mV (line 4)". Literals speak for themselves.
func (c *checker) origin(e ast.Expr) string {
	for {
		inner, ok := e.(*ast.Paren)
		if !ok {
			break
		}
		e = inner.X
	}
	if id, ok := e.(*ast.Ident); ok && c.model.Uses[id] != nil {
		return c.symbolOrigin(c.model.Uses[id])
	}
	if _, ok := e.(*ast.Bool); ok || literal(e) {
		return ""
	}
	return fmt.Sprintf("%s is %s", c.textOf(e), c.model.Types[e].phrase())
}

// origins joins what is to say of x and y.
func (c *checker) origins(x, y ast.Expr) string {
	a, b := c.origin(x), c.origin(y)
	if a != "" && b != "" {
		return a + "; " + b
	}
	return a + b
}

func (c *checker) symbolOrigin(s *Symbol) string {
	node := s.node()
	switch {
	case s.Kind == UnitSymbol:
		return fmt.Sprintf("%s stands for 1 %s, because no variable has that name", s.Name, s.Name)
	case node == nil:
		return fmt.Sprintf("%s is %s", s.Name, s.Declared.phrase())
	}
	return fmt.Sprintf("%s is %s (line %d)", s.Name, s.Declared.phrase(), c.line(node))
}

// ruleMeet finds the type in which the values of operands meet, and reports those that cannot; message has places for two
// types: "cannot add %s and %s". A bare number that meets a quantity is a warning.
func (c *checker) ruleMeet(at diag.Span, message string, operands ...ast.Expr) Type {
	met, from := c.model.Types[operands[0]], operands[0]
	for _, e := range operands[1:] {
		t := c.model.Types[e]
		if met.Kind == Invalid || t.Kind == Invalid {
			return invalid
		}
		joined, ok := Join(met, t)
		if !ok {
			c.add(c.mismatch(at, message, from, e))
			return invalid
		}
		if joined != met {
			met, from = joined, e
		}
	}
	if met.Kind == Quantity {
		for _, e := range operands {
			if c.model.Types[e].number() {
				c.ruleBareNumber(e, met, c.origin(from))
			}
		}
	}
	return met
}

// mismatch is what to say of x and y, which cannot meet.
func (c *checker) mismatch(at diag.Span, message string, x, y ast.Expr) diag.Diagnostic {
	a, b := c.model.Types[x], c.model.Types[y]
	d := diag.Diagnostic{
		Span: at, Code: "operand-type",
		Message: fmt.Sprintf(message, c.named(x), c.named(y)),
		Why:     c.origins(x, y),
	}
	if a.Kind == Quantity && b.Kind == Quantity {
		d.Code = "dimension-mismatch"
		if factor := a.Unit.Div(b.Unit); factor.Valid() {
			d.Fix = fmt.Sprintf("multiply %s by something in %s", c.textOf(y), factor.Internal())
		}
	}
	return d
}

// named is the type of e for a message, as declared where e is a variable: "mV", "a boolean".
func (c *checker) named(e ast.Expr) string {
	t := c.model.Types[e]
	if id, ok := e.(*ast.Ident); ok && c.model.Uses[id] != nil {
		t = c.model.Uses[id].Declared
	}
	if t.Kind == Quantity {
		return t.String()
	}
	return t.phrase()
}

// ruleSum judges x+y and x-y.
func (c *checker) ruleSum(e *ast.Binary) Type {
	if !c.ruleOperand(e.Op, Type{Kind: Quantity}, e.X, e.Y) {
		return invalid
	}
	message := "cannot add %s and %s"
	if e.Op == "-" {
		message = "cannot subtract %[2]s from %[1]s"
	}
	return c.ruleMeet(e.OpSpan, message, e.X, e.Y)
}

// ruleComparison judges x<y and its like; == and != take booleans too.
func (c *checker) ruleComparison(e *ast.Binary) {
	x, y := c.model.Types[e.X], c.model.Types[e.Y]
	equality := e.Op == "==" || e.Op == "!=" || e.Op == "<>"
	if equality && x.Kind == Boolean && y.Kind == Boolean {
		return
	}
	if equality && (x.Kind == Boolean || y.Kind == Boolean) || c.ruleOperand(e.Op, Type{Kind: Quantity}, e.X, e.Y) {
		c.ruleMeet(e.OpSpan, "cannot compare %s and %s", e.X, e.Y)
	}
}

// ruleTernary judges the branches of x ? y : z.
func (c *checker) ruleTernary(e *ast.Ternary) Type {
	return c.ruleMeet(e.Span, "the branches of ? : are %s and %s", e.Then, e.Else)
}
