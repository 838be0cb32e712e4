package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleRedeclared reports a name of the model that is declared twice or is predefined; it tells whether s may be entered.
func (c *checker) ruleRedeclared(id *ast.Ident, s *Symbol) bool {
	if predefined[s.Name] != nil {
		c.add(diag.Diagnostic{
			Span: id.Span, Code: "redeclared",
			Message: fmt.Sprintf("%s is predefined", s.Name),
			Why:     "t is the time; e and pi are the constants",
			Fix:     "choose another name",
		})
		return false
	}
	first := c.variables[s.Name]
	if first == nil {
		return true
	}
	c.add(diag.Diagnostic{
		Span: id.Span, Code: "redeclared",
		Message: fmt.Sprintf("%s is declared twice", s.Name),
		Why:     fmt.Sprintf("it is %s already", c.whereDeclared(first)),
		Fix:     "rename or remove one of them",
	})
	return false
}

// ruleRedeclaredLocal reports a local variable that is declared twice in its block, and warns of one that hides another.
func (c *checker) ruleRedeclaredLocal(id *ast.Ident, s *Symbol, p place) bool {
	if p.locals.own(s.Name) != nil || predefined[s.Name] != nil {
		c.add(diag.Diagnostic{
			Span: id.Span, Code: "redeclared",
			Message: fmt.Sprintf("%s is declared already", s.Name),
			Fix:     "choose another name, or assign to it",
		})
		return false
	}
	if hidden := c.lookup(id, p); hidden != nil {
		c.add(diag.Diagnostic{
			Severity: diag.Warning, Span: id.Span, Code: "hidden-name",
			Message: fmt.Sprintf("the local variable %s hides another of this name", s.Name),
			Why:     fmt.Sprintf("%s is also %s", s.Name, c.whereDeclared(hidden)),
			Fix:     "rename the local variable",
		})
	}
	return true
}

// ruleParameterName reports a parameter of a function that has the name of another, or a predefined one.
func (c *checker) ruleParameterName(p place, param *Symbol) {
	if p.locals.own(param.Name) != nil || predefined[param.Name] != nil {
		c.add(diag.Diagnostic{
			Span: param.Param.Name.Span, Code: "redeclared",
			Message: fmt.Sprintf("%s is declared already", param.Name),
			Fix:     "choose another name",
		})
	}
}

// ruleFunctionName reports a function that is defined twice or has the name of a predefined one.
func (c *checker) ruleFunctionName(f *ast.Function) bool {
	name := f.Name.Full()
	if _, ok := builtins[name]; ok {
		c.add(diag.Diagnostic{
			Span: f.Name.Span, Code: "redefined-builtin",
			Message: fmt.Sprintf("%s is a predefined function", name),
			Fix:     "choose another name",
		})
		return false
	}
	if first := c.functions[name]; first != nil {
		c.add(diag.Diagnostic{
			Span: f.Name.Span, Code: "redeclared",
			Message: fmt.Sprintf("the function %s is defined twice", name),
			Why:     fmt.Sprintf("it is %s already", c.whereDeclared(first)),
			Fix:     "rename or remove one of them",
		})
		return false
	}
	return true
}
