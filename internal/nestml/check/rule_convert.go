package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleConvert judges the value e that the variable s gets. role is "" where s is declared or assigned, else "argument" or
// "result".
func (c *checker) ruleConvert(e ast.Expr, s *Symbol, role string) {
	if s == nil {
		return
	}
	from, to := c.model.Types[e], s.Type
	if from.Kind == Invalid || to.Kind == Invalid {
		return
	}
	target := s.Name
	switch role {
	case "argument":
		target = "the argument " + s.Name
	case "result":
		target = "the result of " + s.Name
	}
	switch {
	case from.Kind == to.Kind && from.Kind != Quantity, from.Kind == Integer && to.Kind == Real:
	case from.Kind == Real && to.Kind == Integer:
		c.ruleFraction(e, target)
	case from.number() && to.Kind == Quantity:
		c.ruleBareNumber(e, s.Declared, c.giving(target, s))
	case from.Kind == Quantity && to.Kind == Real:
		c.ruleUnitDropped(e, target)
	case from.Kind == Quantity && to.Kind == Quantity && from.Unit.SameDimension(to.Unit):
	default:
		c.add(c.wrongType(e, s, target))
	}
}

// giving says what target takes: "tau is in ms".
func (c *checker) giving(target string, s *Symbol) string {
	return fmt.Sprintf("%s is %s", target, s.Declared.phrase())
}

func (c *checker) wrongType(e ast.Expr, s *Symbol, target string) diag.Diagnostic {
	from, to := c.model.Types[e], s.Type
	d := diag.Diagnostic{
		Span: e.Range(), Code: "wrong-type",
		Message: fmt.Sprintf("%s is %s, but %s is %s", target, s.Declared.phrase(), c.textOf(e), from.phrase()),
		Why:     c.origin(e),
	}
	if id, ok := e.(*ast.Ident); ok && c.model.Uses[id] != nil {
		d.Message = fmt.Sprintf("%s is %s, but %s is %s", target, s.Declared.phrase(), id.Full(), c.model.Uses[id].Declared.phrase())
	}
	switch {
	case from.Kind == Quantity && to.Kind == Quantity:
		d.Code = "dimension-mismatch"
		if factor := to.Unit.Div(from.Unit); factor.Valid() {
			d.Fix = fmt.Sprintf("multiply it by something in %s", factor.Internal())
		}
	case to.Kind == Boolean && from.Numeric():
		d.Fix = "compare it with something: x != 0"
	case from.Kind == Boolean:
		d.Fix = "write (condition ? 1 : 0)"
	case to.Kind == Integer && from.Kind == Quantity:
		d.Fix = from.overOne()
		if from.Unit.SameDimension(millisecond) {
			d.Fix = "the number of time steps in a duration is steps(…)"
		}
	}
	return d
}

// ruleUnitDropped judges a quantity that becomes a plain number: a warning where its number is that of the internal unit,
// an error where one could think of another.
func (c *checker) ruleUnitDropped(e ast.Expr, target string) {
	t := c.model.Types[e]
	d := diag.Diagnostic{
		Severity: diag.Warning, Span: e.Range(), Code: "unit-dropped",
		Message: fmt.Sprintf("%s is a plain number: it takes the number of %s in %s", target, t, c.textOf(e)),
		Why:     c.origin(e),
		Fix:     t.overOne(),
	}
	if t.Unit != t.Unit.Internal() {
		d.Severity, d.Code = diag.Error, "ambiguous-number"
		d.Message = fmt.Sprintf("%s is a plain number: is that of %s or of %s in %s meant?", target, t, t.internal(), c.textOf(e))
	}
	c.add(d)
}

// wholeResults are functions whose result has no fraction.
var wholeResults = map[string]bool{"ceil": true, "floor": true, "round": true}

// ruleFraction warns of a real that becomes an integer.
func (c *checker) ruleFraction(e ast.Expr, target string) {
	if call, ok := e.(*ast.Call); ok && wholeResults[call.Name.Name] {
		return
	}
	c.add(diag.Diagnostic{
		Severity: diag.Warning, Span: e.Range(), Code: "fraction-dropped",
		Message: fmt.Sprintf("%s is an integer: the fraction of %s is cut off", target, c.textOf(e)),
		Why:     c.origin(e),
		Fix:     "write floor(…), ceil(…) or round(…)",
	})
}
