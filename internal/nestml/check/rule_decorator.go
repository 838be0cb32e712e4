package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// decorators reads @alias::NAME of all declarations and equations.
func (c *checker) decorators() {
	taken := map[string]*Symbol{}
	m := c.model
	for _, list := range [][]*Symbol{m.Parameters, m.Internals, m.States, m.Inlines} {
		for _, s := range list {
			if s.Decl.Vars[0].Full() != s.Name {
				continue // the decorators of a declaration are those of its first variable
			}
			for _, d := range s.Decl.Decorators {
				if c.ruleNamespace(d) && c.ruleAliasPlace(d, s) && c.ruleAliasName(d, taken) {
					s.Aliases = append(s.Aliases, d.Name)
					taken[d.Name] = s
				}
			}
		}
	}
	if m.AST.Equations == nil {
		return
	}
	for _, o := range m.AST.Equations.ODEs {
		for _, d := range o.Decorators {
			if c.ruleNamespace(d) {
				c.aliasError(d, "an equation cannot have an alias", "give it to the variable in state")
			}
		}
	}
}

// ruleNamespace judges the namespace of a decorator and reports whether it is that of aliases. Unknown ones are ignored, as
// NESTML does.
func (c *checker) ruleNamespace(d *ast.Decorator) bool {
	switch d.Namespace {
	case "alias":
		return true
	case "spikelet":
		c.add(diag.Diagnostic{
			Span: d.Span, Code: "decorator",
			Message: fmt.Sprintf("there is no decorator @spikelet::%s", d.Name),
			Fix:     "known are @alias::NAME, @homogeneous and @heterogeneous; options are comments: #@ key: value",
		})
		return false
	}
	if _, near := diag.Nearest(d.Namespace, []string{"alias"}); near {
		c.add(diag.Diagnostic{
			Severity: diag.Warning, Span: d.Span, Code: "decorator",
			Message: fmt.Sprintf("@%s::%s is ignored", d.Namespace, d.Name),
			Fix:     fmt.Sprintf("did you mean @alias::%s?", d.Name),
		})
	}
	return false
}

// ruleAliasPlace reports an alias of what cannot have one.
func (c *checker) ruleAliasPlace(d *ast.Decorator, s *Symbol) bool {
	switch {
	case len(s.Decl.Vars) > 1:
		return c.aliasError(d, "several variables cannot share an alias", "declare each on a line of its own")
	case s.Kind == InternalSymbol:
		return c.aliasError(d, "an internal cannot have an alias", "states, parameters and recordable inlines can")
	case s.Kind == InlineSymbol && !s.Decl.Recordable:
		return c.aliasError(d, fmt.Sprintf("%s cannot have an alias: it is not recordable", s.Name), "write recordable inline")
	}
	return true
}

// ruleAliasName reports an alias that is a name already.
func (c *checker) ruleAliasName(d *ast.Decorator, taken map[string]*Symbol) bool {
	other := c.variables[d.Name]
	if other == nil {
		other = taken[d.Name]
	}
	if other == nil {
		return true
	}
	return c.aliasError(d, fmt.Sprintf("the alias %s is taken", d.Name),
		fmt.Sprintf("choose another: %s is %s", other.Name, c.whereDeclared(other)))
}

// aliasError reports a wrong alias; it is false.
func (c *checker) aliasError(d *ast.Decorator, message, fix string) bool {
	c.add(diag.Diagnostic{Span: d.Span, Code: "decorator", Message: message, Fix: fix})
	return false
}
