package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleReturn judges a return statement.
func (c *checker) ruleReturn(r *ast.Return, p place) {
	d := diag.Diagnostic{Span: r.Span, Code: "return"}
	f := p.function
	switch {
	case f == nil:
		d.Message = fmt.Sprintf("there is nothing to return from in %s", blocks[p.block].name)
		d.Why, d.Fix = "return ends a function", "use if … else"
	case f.Type.Kind == Invalid:
		return
	case f.Type.Kind == Void && r.Value != nil:
		d.Message = fmt.Sprintf("%s has no result type, but returns a value", f.Name)
		d.Fix = "write the type after the arguments: function " + f.Name + "(…) real:"
	case f.Type.Kind != Void && r.Value == nil:
		d.Message = fmt.Sprintf("%s must return a value", f.Name)
		d.Why = fmt.Sprintf("its result is %s", f.Declared.phrase())
	case r.Value != nil:
		c.ruleConvert(r.Value, f, "result")
		return
	default:
		return
	}
	c.add(d)
}

// ruleMissingReturn reports a function with a result that can end without one.
func (c *checker) ruleMissingReturn(f *Symbol) {
	body := f.Function.Body
	if f.Type.Kind == Void || f.Type.Kind == Invalid || len(body) == 0 || returns(body) {
		return
	}
	c.add(diag.Diagnostic{
		Span: f.Function.Name.Span, Code: "return",
		Message: fmt.Sprintf("%s can end without return", f.Name),
		Why:     fmt.Sprintf("its result is %s", f.Declared.phrase()),
		Fix:     "return a value at its end, or in every branch",
	})
}

// returns reports whether every path through the statements ends in return.
func returns(list []ast.Stmt) bool {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.Return:
			return true
		case *ast.If:
			all := s.Else != nil && returns(s.Else)
			for _, body := range s.Bodies {
				all = all && returns(body)
			}
			if all {
				return true
			}
		}
	}
	return false
}
