package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// kernelSupported reports whether k is one function of t.
func kernelSupported(k *ast.Kernel) bool { return len(k.Parts) == 1 && k.Parts[0].Var.Primes == 0 }

// ruleKernelForm reports kernels given as systems of ODEs.
func (c *checker) ruleKernelForm(k *ast.Kernel) bool {
	if kernelSupported(k) {
		return true
	}
	c.unsupported(k, "kernels given by differential equations",
		"write it as a function of t: exp(-t / tau), e / tau * t * exp(-t / tau), or sums of such terms; or add the "+
			"equations to the model and let onReceive add to their states")
	return false
}

// ruleKernelType reports a kernel that is not a plain number.
func (c *checker) ruleKernelType(part *ast.ODE) {
	t := c.model.Types[part.Value]
	if t.Kind == Invalid || t.number() {
		return
	}
	d := diag.Diagnostic{
		Span: part.Value.Range(), Code: "kernel-type",
		Message: fmt.Sprintf("the kernel %s must be a plain number; it is %s", part.Var.Name, t.phrase()),
		Why:     "convolve() multiplies it by the weights of spikes",
	}
	if t.Kind == Quantity {
		d.Fix = fmt.Sprintf("divide it by 1 %s, and multiply convolve(…) by that", t)
	}
	c.add(d)
}

// ruleKernelUse reports a kernel that is read other than by convolve.
func (c *checker) ruleKernelUse(id *ast.Ident, s *Symbol) bool {
	if s.Kind != KernelSymbol {
		return true
	}
	c.add(diag.Diagnostic{
		Span: id.Span, Code: "kernel-outside-convolve",
		Message: fmt.Sprintf("the kernel %s has no value of its own", s.Name),
		Why:     fmt.Sprintf("it is %s: the response to one spike", c.whereDeclared(s)),
		Fix:     fmt.Sprintf("write convolve(%s, port)", s.Name),
	})
	return false
}

// ruleDelta reports delta(t), which is known but not supported.
func (c *checker) ruleDelta(e *ast.Call) Type {
	return c.unsupported(e, "delta(t)", "let a spike act at once with onReceive(port): V_m += port * 1 mV * 1 s")
}
