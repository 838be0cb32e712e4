package parser

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

func (p *parser) equations() *ast.Equations {
	first := p.at
	p.step()
	e := &ast.Equations{}
	p.block("equations", "the block equations", func() { p.equation(e) })
	e.Span = p.since(first)
	return e
}

// equation reads one entry of the block with its line end.
func (p *parser) equation(e *ast.Equations) {
	if p.oldEndWord() {
		return
	}
	switch {
	case p.is("inline"), p.is("recordable"):
		e.Inlines = append(e.Inlines, p.inline())
	case p.is("kernel"), p.isOldKernel():
		e.Kernels = append(e.Kernels, p.kernel())
	case p.isOldInline():
		p.step()
		e.Inlines = append(e.Inlines, p.inline())
	default:
		e.ODEs = append(e.ODEs, p.ode())
	}
	if !p.failed {
		p.accept(";")
	}
	p.endStatement()
}

func (p *parser) inline() *ast.Decl {
	first := p.at
	if p.is("recordable") && !p.isAt(1, "inline") {
		p.step()
		p.failHere(fmt.Sprintf("expected \"inline\" after \"recordable\", found %s", p.found()),
			"all variables of state can be recorded without this word")
	} else if p.is("inline") && p.isAt(1, "recordable") {
		p.fail(p.next().span().To(p.ahead(1).span()), "syntax", "the words are in the wrong order", `write "recordable inline"`)
	}
	d := p.declaration()
	if !p.failed && d.Value == nil {
		p.fail(p.since(first), "no-value", fmt.Sprintf("the inline %s has no right-hand side", d.Vars[0].Full()),
			`write "= expression" after its type`)
	}
	return d
}

// ode reads "x' = expression".
func (p *parser) ode() *ast.ODE {
	first := p.at
	o := &ast.ODE{Var: p.variable("an equation")}
	if !p.failed && o.Var.Primes == 0 {
		p.failWith(diag.Diagnostic{
			Span: o.Var.Span, Code: "syntax", Message: fmt.Sprintf("the equation of %s needs a derivative on its left", o.Var.Name),
			Fix: fmt.Sprintf("write %s' = ..., or inline %s UNIT = ... to give an expression a name", o.Var.Name, o.Var.Name),
		})
	}
	p.rightSide(o)
	o.Decorators = p.decorators()
	o.Span = p.since(first)
	return o
}

func (p *parser) rightSide(o *ast.ODE) {
	if !p.failed && p.expect("=", "after "+o.Var.Full()) {
		o.Value = p.expression()
	} else {
		o.Value = p.missing()
	}
}

// kernel reads "kernel k = expression" or several, joined by commas.
func (p *parser) kernel() *ast.Kernel {
	first := p.at
	p.step()
	k := &ast.Kernel{}
	for {
		start := p.at
		part := &ast.ODE{Var: p.variable("the name of the kernel")}
		p.rightSide(part)
		part.Span = p.since(start)
		k.Parts = append(k.Parts, part)
		if p.failed || !p.accept(",") {
			break
		}
	}
	k.Span = p.since(first)
	return k
}
