package parser

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

func (p *parser) input() *ast.Input {
	first := p.at
	p.step()
	in := &ast.Input{}
	p.block("input", "the block input", func() {
		if p.oldEndWord() {
			return
		}
		in.Ports = append(in.Ports, p.port())
		p.endStatement()
	})
	in.Span = p.since(first)
	return in
}

// port reads "NAME <- excitatory spike" or "NAME type <- continuous".
func (p *parser) port() *ast.Port {
	first := p.at
	port := &ast.Port{}
	id := p.variable("the name of a port")
	port.Name, port.Size, id.Index = id, id.Index, nil
	if id.Primes > 0 {
		p.fail(id.Span, "syntax", "a port has no derivative", "remove the primes")
	}
	if port.Size != nil {
		port.Name = &ast.Ident{Span: p.tokens[first].span(), Name: id.Name}
	}
	if !p.failed && !p.isPair("<", "-") {
		port.Type = p.typeExpr()
	}
	if !p.failed && !p.acceptPair("<", "-") {
		p.failHere(fmt.Sprintf("expected \"<-\" after the port, found %s", p.found()), "write NAME <- spike, or NAME pA <- continuous")
	}
	p.portKind(port)
	port.Span = p.since(first)
	port.Doc = p.comments.around(port.Span)
	return port
}

// portKind reads what follows "<-".
func (p *parser) portKind(port *ast.Port) {
	kindAt := p.at
	for !p.failed && (p.is("excitatory") || p.is("inhibitory")) {
		flag, word := &port.Excitatory, p.next()
		if p.is("inhibitory") {
			flag = &port.Inhibitory
		}
		if *flag {
			p.report(diag.Diagnostic{Span: word.span(), Code: "duplicate", Message: p.textOf(word) + " is written twice", Fix: "remove one"})
		}
		*flag = true
		p.step()
	}
	qualified := port.Excitatory || port.Inhibitory
	switch {
	case p.failed:
	case p.accept("spike"):
		p.spikePort(port)
	case p.is("continuous"), p.is("current"):
		p.renameCurrent()
		p.step()
		port.Continuous = true
		p.continuousPort(port, qualified, kindAt)
	default:
		p.failHere(fmt.Sprintf("expected spike or continuous, found %s", p.found()),
			p.nearest("spike", "continuous", "excitatory", "inhibitory"))
	}
}

func (p *parser) spikePort(port *ast.Port) {
	if port.Type != nil {
		p.report(diag.Diagnostic{
			Span: port.Type.Span, Code: "old-syntax", Message: "a port for spikes has no type since NESTML 6",
			Why: "what arrives is a sum of weights; the model gives it a unit where it uses it: 1 pA * convolve(...)",
			Fix: "remove the type",
		})
		port.Type = nil
	}
	if p.is("(") {
		p.attributes()
	}
}

func (p *parser) continuousPort(port *ast.Port, qualified bool, kindAt int) {
	if port.Type == nil {
		p.report(diag.Diagnostic{
			Span: port.Name.Span, Code: "no-type", Message: fmt.Sprintf("the continuous port %s has no type", port.Name.Name),
			Fix: fmt.Sprintf("write its unit: %s pA <- continuous", port.Name.Name),
		})
	}
	if qualified {
		p.report(diag.Diagnostic{
			Span: p.tokens[kindAt].span(), Code: "syntax", Message: "only ports for spikes are excitatory or inhibitory",
			Fix: "remove the word",
		})
	}
}

// output reads "output: spike", in one line or in two.
func (p *parser) output() *ast.Output {
	first := p.at
	p.step()
	o := &ast.Output{}
	if p.is(":") && p.ahead(1).kind == newline {
		p.block("output", "the block output", func() {
			if !p.oldEndWord() {
				p.outputKind(o)
			}
		})
	} else {
		p.expect(":", "after output")
		p.outputKind(o)
	}
	o.Span = p.since(first)
	return o
}

func (p *parser) outputKind(o *ast.Output) {
	switch {
	case p.failed, p.accept("spike"):
	case p.accept("continuous"):
		o.Continuous = true
	default:
		p.failHere(fmt.Sprintf("expected spike, found %s", p.found()), p.nearest("spike"))
	}
	if !p.failed && p.is("(") {
		p.attributes()
	}
	p.endStatement()
}

// attributes reports the "(weight real, delay ms)" that spikes of synapses have.
func (p *parser) attributes() {
	p.failWith(diag.Diagnostic{
		Span: p.next().span(), Code: "not-supported", Message: "attributes of spikes are not supported",
		Why: "they belong to models of synapses; a spike that reaches a neuron brings its weight", Fix: "remove the brackets",
	})
}
