package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// misplaced is a variable in a block where it cannot be read, or before the declaration order of its own block.
type misplaced struct {
	*Symbol
	block
	order int
}

// ruleVisible reports a variable that has no value yet where it is read, or does not belong there, once for a block.
func (c *checker) ruleVisible(id *ast.Ident, s *Symbol, p place) bool {
	if p.sees(s) {
		return true
	}
	once := misplaced{s, p.block, 0}
	if s.Kind == blocks[p.block].own {
		once.order = p.order
	}
	if c.misplaced[once] {
		return false
	}
	c.misplaced[once] = true
	c.add(diag.Diagnostic{
		Span: id.Span, Code: "not-available",
		Message: fmt.Sprintf("%s cannot be used in %s", s.Name, blocks[p.block].name),
		Why:     fmt.Sprintf("%s is %s; %s", s.Name, c.whereDeclared(s), blocks[p.block].may),
		Fix:     c.visibleAdvice(s, p),
	})
	return false
}

func (c *checker) visibleAdvice(s *Symbol, p place) string {
	b := &blocks[p.block]
	switch {
	case b.ordered && s.Kind == b.own && s.place > p.order:
		return "move the declaration of " + s.Name + " before this one"
	case b.ordered && s.Kind == b.own:
		return "a variable cannot be its own initial value"
	case p.block == inFunction:
		return "pass it as an argument"
	case p.block == inParameters && s.Kind == InternalSymbol:
		return "move this declaration to internals"
	case s.Kind == StateSymbol && s.Decl.Value != nil:
		return "use its initial value: " + c.textOf(s.Decl.Value)
	}
	return ""
}

// ruleFunctionReads reports a call of a function that reads what has no value yet at p.
func (c *checker) ruleFunctionReads(e *ast.Call, f *Symbol, p place) {
	if p.block == inFunction || blocks[p.block].sees.has(StateSymbol) && !blocks[p.block].ordered {
		return
	}
	for _, s := range c.reads(f) {
		if !p.sees(s) {
			c.add(diag.Diagnostic{
				Span: e.Span, Code: "not-available",
				Message: fmt.Sprintf("%s cannot be called in %s: it reads %s", f.Name, blocks[p.block].name, s.Name),
				Why:     fmt.Sprintf("%s is %s; %s", s.Name, c.whereDeclared(s), blocks[p.block].may),
				Fix:     "pass it as an argument",
			})
			return
		}
	}
}

// kindNames are the kinds of symbol for messages.
var kindNames = [...]string{
	ParameterSymbol: "a parameter", InternalSymbol: "an internal", StateSymbol: "a state", InlineSymbol: "an inline expression",
	KernelSymbol: "a kernel", SpikePortSymbol: "a spiking port", ContinuousPortSymbol: "a continuous port",
	FunctionSymbol: "a function", LocalSymbol: "a local variable", ConstantSymbol: "a constant", TimeSymbol: "the time",
	UnitSymbol: "a unit",
}

// nameSpan is the place of the name in the declaration of s.
func (c *checker) nameSpan(s *Symbol) diag.Span {
	switch {
	case s.Decl != nil:
		for _, id := range s.Decl.Vars {
			if id.Full() == s.Name {
				return id.Span
			}
		}
	case s.Port != nil:
		return s.Port.Name.Span
	}
	return s.node().Range()
}

// whereDeclared is what s is and where: "a state (line 4)".
func (c *checker) whereDeclared(s *Symbol) string {
	if node := s.node(); node != nil {
		return fmt.Sprintf("%s (line %d)", kindNames[s.Kind], c.line(node))
	}
	return kindNames[s.Kind]
}

// node is the declaration of s, nil for what is predefined.
func (s *Symbol) node() ast.Node {
	switch {
	case s.Decl != nil:
		return s.Decl
	case s.Port != nil:
		return s.Port
	case s.Function != nil:
		return s.Function
	case s.Param != nil:
		return s.Param
	case s.Kernel != nil:
		return s.Kernel
	}
	return nil
}
