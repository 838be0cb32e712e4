package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// unsupported reports a part of NESTML that spikelet does not read yet; instead says what to write. The result is Invalid.
func (c *checker) unsupported(at ast.Node, what, instead string) Type {
	c.add(diag.Diagnostic{
		Span: at.Range(), Code: "unsupported",
		Message: fmt.Sprintf("not yet supported: %s", what),
		Fix:     instead,
	})
	return invalid
}

// ruleVector reports a vector or an element of one.
func (c *checker) ruleVector(id *ast.Ident) bool {
	if id.Index == nil {
		return true
	}
	c.unsupported(id, "vectors", "declare a variable for each element")
	return false
}

// ruleDelay reports x(t - d), the value of a variable in the past, and other calls of what is no function.
func (c *checker) ruleDelay(e *ast.Call, s *Symbol) Type {
	if s.Kind == StateSymbol || s.Kind == InlineSymbol {
		return c.unsupported(e, "equations with delay", "delays belong to connections between neurons")
	}
	c.add(diag.Diagnostic{
		Span: e.Span, Code: "undefined-function",
		Message: fmt.Sprintf("%s is not a function", s.Name),
		Why:     fmt.Sprintf("it is %s", c.whereDeclared(s)),
		Fix:     "for a product write *",
	})
	return invalid
}

// ruleRandom reports calls of random number generators.
func (c *checker) ruleRandom(e *ast.Call) Type {
	return c.unsupported(e, e.Name.Name+"()", "draw parameters and initial values in the network file, or use a noise generator as input")
}

// ruleOutputCall reports print and its like.
func (c *checker) ruleOutputCall(e *ast.Call) Type {
	return c.unsupported(e, e.Name.Name+"()", "record the variable instead")
}
