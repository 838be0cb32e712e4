package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleAssignTarget finds the variable that a assigns to, and reports what cannot be assigned; nil then.
func (c *checker) ruleAssignTarget(a *ast.Assign, p place) *Symbol {
	if a.Var.Name == "" {
		return nil
	}
	s := c.lookup(a.Var, p)
	if s == nil {
		if s = c.bareUnit(a.Var); s == nil {
			c.ruleUndefined(a.Var, p)
			return nil
		}
	}
	if !c.ruleVector(a.Var) {
		return nil
	}
	d := diag.Diagnostic{
		Span: a.Var.Span, Code: "not-assignable",
		Message: fmt.Sprintf("%s cannot be assigned", s.Name),
		Why:     fmt.Sprintf("it is %s", c.whereDeclared(s)),
		Fix:     assignAdvice(s),
	}
	switch {
	case s.Kind == StateSymbol && p.function != nil:
		d.Message = fmt.Sprintf("%s cannot be assigned in a function", s.Name)
		d.Why, d.Fix = "functions have no side effects", "return the value, and assign it in update or a handler"
	case p.locals.loops(s):
		d.Why, d.Fix = "it counts the rounds of the loop around this", "use another variable"
	case s.Kind == StateSymbol || s.Kind == LocalSymbol:
		return s
	}
	c.add(d)
	return nil
}

func assignAdvice(s *Symbol) string {
	switch s.Kind {
	case ParameterSymbol, InternalSymbol:
		return "it is constant during a run; declare it in state to change it"
	case InlineSymbol:
		return "an inline expression is always what its right-hand side says; declare a state to store a value"
	case SpikePortSymbol, ContinuousPortSymbol:
		return "ports are read only; emit_spike() sends a spike"
	case UnitSymbol:
		return "declare a variable with this name, or choose another"
	}
	return ""
}

// ruleAssignOperator judges the value of an assignment under its operator.
func (c *checker) ruleAssignOperator(a *ast.Assign, s *Symbol) {
	value := c.model.Types[a.Value]
	switch a.Op {
	case "*=", "/=":
		c.ruleFactor(a, s)
	case "//=":
		c.ruleOperand("//", integer, a.Var, a.Value)
	case "+=", "-=":
		if c.ruleOperand(a.Op, Type{Kind: Quantity}, a.Var) && value.Kind != Invalid {
			c.ruleConvert(a.Value, s, "")
		}
	default:
		c.ruleConvert(a.Value, s, "")
	}
}

// ruleFactor judges x *= value and x /= value: the value must be a plain number for x to keep its unit.
func (c *checker) ruleFactor(a *ast.Assign, s *Symbol) {
	if !c.ruleOperand(a.Op, Type{Kind: Quantity}, a.Var, a.Value) {
		return
	}
	value := c.model.Types[a.Value]
	switch {
	case value.Kind == Quantity:
		c.add(diag.Diagnostic{
			Span: a.Value.Range(), Code: "dimension-mismatch",
			Message: fmt.Sprintf("%s would change the unit of %s", a.Op, s.Name),
			Why:     c.origins(a.Var, a.Value),
			Fix:     value.overOne(),
		})
	case s.Type.Kind == Integer && (value.Kind == Real || a.Op == "/="):
		c.add(diag.Diagnostic{
			Severity: diag.Warning, Span: a.Span, Code: "fraction-dropped",
			Message: fmt.Sprintf("%s is an integer: the fraction is cut off", s.Name),
			Fix:     "use //= for division, or declare it real",
		})
	}
}
