package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleEmitPlace reports emit_spike() in a function, and warns of an argument.
func (c *checker) ruleEmitPlace(e *ast.Call, p place) Type {
	c.ruleEffect(e, p)
	if len(e.Args) == 1 {
		c.add(diag.Diagnostic{
			Severity: diag.Warning, Span: e.Args[0].Range(), Code: "emit-spike",
			Message: "the argument of emit_spike() is ignored",
			Why:     "a neuron sends one spike; weights belong to connections",
			Fix:     "write emit_spike()",
		})
	}
	return void
}

// ruleEffect reports a call for its effect where there can be none.
func (c *checker) ruleEffect(e *ast.Call, p place) bool {
	switch p.block {
	case inUpdate, inOnReceive, inOnCondition:
		return true
	}
	c.add(diag.Diagnostic{
		Span: e.Span, Code: "effect",
		Message: fmt.Sprintf("%s() cannot be called in %s", e.Name.Name, blocks[p.block].name),
		Why:     "only code that runs in a step has effects",
		Fix:     "call it in update, onReceive or onCondition",
	})
	return false
}

// ruleEmitSpike reports emit_spike() without an output block, and warns of an output block without emit_spike().
func (c *checker) ruleEmitSpike() {
	calls, output := c.calls["emit_spike"], c.model.AST.Output
	switch {
	case len(calls) > 0 && output == nil:
		c.add(diag.Diagnostic{
			Span: calls[0].Span, Code: "emit-spike",
			Message: "the model emits spikes but has no output",
			Fix:     "add a block output: spike",
		})
	case len(calls) == 0 && output != nil && !output.Continuous:
		c.add(diag.Diagnostic{
			Severity: diag.Warning, Span: output.Span, Code: "emit-spike",
			Message: "the model has an output but never calls emit_spike()",
			Fix:     "call it in onCondition(…), or remove output",
		})
	}
}
