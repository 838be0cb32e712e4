package parser

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/nestml/ast"
)

func (p *parser) update() *ast.Update {
	first := p.at
	p.step()
	u := &ast.Update{Body: p.body("update", "the block update")}
	u.Span = p.since(first)
	return u
}

// onReceive reads "onReceive(port, priority=1): statements".
func (p *parser) onReceive() *ast.OnReceive {
	first := p.at
	p.step()
	h := &ast.OnReceive{}
	p.expect("(", "after onReceive")
	h.Port = p.variable("the name of a port")
	h.Priority = p.priority("onReceive")
	h.Body = p.body("the brackets", "onReceive")
	h.Span = p.since(first)
	return h
}

// onCondition reads "onCondition(condition, priority=1): statements".
func (p *parser) onCondition() *ast.OnCondition {
	first := p.at
	p.step()
	h := &ast.OnCondition{}
	p.expect("(", "after onCondition")
	h.Cond = p.expression()
	h.Priority = p.priority("onCondition")
	h.Body = p.body("the brackets", "onCondition")
	h.Span = p.since(first)
	return h
}

// priority reads the rest of a handler's brackets.
func (p *parser) priority(of string) *ast.Number {
	var priority *ast.Number
	for !p.failed && p.accept(",") {
		key := p.plainName("priority")
		if !p.failed && key.Name != "priority" {
			p.fail(key.Span, "syntax", fmt.Sprintf("%s has no setting %s", of, key.Name),
				"the only one is priority=1; the larger runs first")
		}
		if !p.failed && p.expect("=", "after priority") {
			priority = p.priorityValue()
		}
	}
	if !p.failed {
		p.expect(")", "at the end of what "+of+" says")
	}
	return priority
}

func (p *parser) priorityValue() *ast.Number {
	t := p.next()
	if t.kind != integer {
		p.failHere(fmt.Sprintf("expected a whole number as priority, found %s", p.found()), "")
		return nil
	}
	p.step()
	return &ast.Number{Span: t.span(), Text: p.textOf(t), Integer: true}
}

// function reads "function NAME(parameter type, ...) type: statements".
func (p *parser) function() *ast.Function {
	first := p.at
	p.step()
	f := &ast.Function{Name: p.plainName("the name of the function")}
	if !p.failed && p.expect("(", "after the name of the function") && !p.is(")") {
		f.Params = append(f.Params, p.parameter())
		for !p.failed && p.accept(",") {
			f.Params = append(f.Params, p.parameter())
		}
	}
	if !p.failed {
		p.expect(")", "after the parameters of the function")
	}
	if !p.failed && !p.is(":") {
		f.Result = p.typeExpr()
	}
	f.Body = p.body("the head of the function", "the function")
	f.Span = p.since(first)
	return f
}

func (p *parser) parameter() *ast.Param {
	first := p.at
	a := &ast.Param{Name: p.plainName("the name of a parameter")}
	if !p.failed && (p.is(",") || p.is(")")) {
		p.fail(a.Name.Span, "no-type", fmt.Sprintf("the parameter %s has no type", a.Name.Name),
			"write its unit or type after the name, as in (V_m mV)")
	}
	a.Type = p.typeExpr()
	a.Span = p.since(first)
	return a
}
