package parser

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// varBlock reads state, parameters or internals.
func (p *parser) varBlock() *ast.VarBlock {
	first := p.at
	word := p.textOf(p.step())
	b := &ast.VarBlock{}
	p.block(word, "the block "+word, func() {
		if p.oldEndWord() {
			return
		}
		d := p.declaration()
		if d.Inline {
			p.report(diag.Diagnostic{
				Span: d.Span, Code: "syntax", Message: "an inline can stand only in equations", Fix: "move it to the block equations",
			})
		}
		b.Decls = append(b.Decls, d)
		p.endStatement()
	})
	b.Span = p.since(first)
	return b
}

// declaration reads one without its line end.
func (p *parser) declaration() *ast.Decl {
	first := p.at
	d := &ast.Decl{Recordable: p.accept("recordable")}
	d.Inline = p.accept("inline")
	d.Vars = append(d.Vars, p.variable("the name of a variable"))
	for !p.failed && p.accept(",") {
		d.Vars = append(d.Vars, p.variable("the name of a variable"))
	}
	d.Type = p.declaredType(d)
	if !p.failed && p.accept("=") {
		d.Value = p.expression()
	}
	d.Guard = p.guard()
	d.Decorators = p.decorators()
	d.Span = p.since(first)
	d.Doc = p.comments.around(d.Span)
	return d
}

// declaredType reads the type of a declaration, for whose absence it has a message of its own.
func (p *parser) declaredType(d *ast.Decl) *ast.TypeExpr {
	if t := p.next().kind; !p.failed && (p.is("=") || t == newline || t == endOfFile || p.isPair("[", "[")) {
		of := d.Vars[len(d.Vars)-1]
		p.fail(of.Span, "no-type", fmt.Sprintf("%s has no type", of.Full()),
			fmt.Sprintf("write its unit or type after the name: %s mV, or real, integer, boolean", of.Full()))
	}
	return p.typeExpr()
}

// guard reads "[[ condition ]]", if it is next.
func (p *parser) guard() ast.Expr {
	if p.failed || !p.acceptPair("[", "[") {
		return nil
	}
	x := p.expression()
	if !p.failed && !p.acceptPair("]", "]") {
		p.failHere(fmt.Sprintf("expected \"]]\" after the condition, found %s", p.found()), "")
	}
	return x
}

func (p *parser) decorators() []*ast.Decorator {
	var all []*ast.Decorator
	for !p.failed && p.is("@") {
		first := p.at
		p.step()
		d := &ast.Decorator{Name: p.plainName(`a name after "@"`).Name}
		switch {
		case p.failed:
		case p.acceptPair(":", ":"):
			d.Namespace, d.Name = d.Name, p.plainName(`a name after "::"`).Name
		case d.Name != "homogeneous" && d.Name != "heterogeneous":
			p.fail(p.since(first), "syntax", fmt.Sprintf("there is no decorator @%s", d.Name),
				"decorators are @homogeneous, @heterogeneous, and @space::name with two names")
		}
		d.Span = p.since(first)
		all = append(all, d)
	}
	return all
}

// variable reads a name with its index and primes.
func (p *parser) variable(what string) *ast.Ident {
	first := p.at
	t := p.next()
	if s := p.textOf(t); p.failed || t.kind != name || reserved[s] {
		return p.plainName(what)
	}
	id := p.primed(p.textOf(p.step()))
	if p.is("[") && !p.isPair("[", "[") {
		p.index(id)
	}
	id.Span = p.since(first)
	return id
}

// primed splits a name from its primes.
func (p *parser) primed(s string) *ast.Ident {
	id := &ast.Ident{Name: s}
	for id.Name[len(id.Name)-1] == '\'' {
		id.Name = id.Name[:len(id.Name)-1]
		id.Primes++
	}
	return id
}

func (p *parser) index(id *ast.Ident) {
	p.step()
	if p.enter() {
		id.Index = p.expression()
	}
	p.leave()
	if !p.failed {
		p.expect("]", "after the index")
	}
}
