package parser

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

// typeExpr reads a type: real, integer, boolean, string, void, or a unit. After an error it is real.
func (p *parser) typeExpr() *ast.TypeExpr {
	first := p.at
	t := &ast.TypeExpr{Basic: "real"}
	switch s := p.textOf(p.next()); {
	case p.failed:
	case s == "real", s == "integer", s == "boolean", s == "string", s == "void":
		t.Basic = s
		p.step()
	case p.next().kind == name && !reserved[s], p.is("("), p.next().kind == integer:
		t.Basic = ""
		p.typeUnit()
		t.Unit = p.unitSince(first)
	default:
		p.failHere(fmt.Sprintf("expected a unit or type, found %s", p.found()),
			"types are real, integer, boolean, string, and units such as mV or nS/ms")
	}
	t.Span = p.since(first)
	return t
}

// unitSince is the unit written from the token with index first on.
func (p *parser) unitSince(first int) *ast.UnitExpr {
	span := p.since(first)
	s := p.source.Text[span.Start:span.End]
	if strings.Contains(s, "\\") {
		var b strings.Builder
		for _, t := range p.tokens[first:p.at] {
			b.WriteString(p.textOf(t))
		}
		s = b.String()
	}
	return &ast.UnitExpr{Span: span, Text: s}
}

// typeUnit steps over the unit of a declaration and reports what is none. Names are left to the checker.
func (p *parser) typeUnit() {
	if !p.enter() {
		p.leave()
		return
	}
	defer p.leave()
	for {
		p.typeUnitFactor()
		if p.failed || !p.accept("*") && !p.accept("/") {
			return
		}
	}
}

func (p *parser) typeUnitFactor() {
	t := p.next()
	switch {
	case p.accept("("):
		p.typeUnit()
		p.close("the bracket in the unit")
	case t.kind == name && !reserved[p.textOf(t)]:
		p.step()
	case t.kind == integer && p.textOf(t) == "1" && p.isAt(1, "/"):
		p.step()
	case t.kind == integer && p.textOf(t) == "1":
		p.failHere("expected a unit or type, found \"1\"", "a plain number has the type real")
	case t.kind == integer:
		p.failHere(fmt.Sprintf("a unit cannot contain the number %s", p.textOf(t)), "only 1 can stand in a unit: 1/ms")
	default:
		p.failHere(fmt.Sprintf("expected the name of a unit, found %s", p.found()), "")
	}
	if !p.failed && p.accept("**") && !p.unitExponent() {
		p.failHere(fmt.Sprintf("expected a number as power of a unit, found %s", p.found()), "write ms**2, ms**-1 or ms**(1/2)")
	}
}

// unitExponent steps over a power of a unit after its "**"; false, and nothing read, if there is none.
func (p *parser) unitExponent() bool {
	start := p.at
	if p.signedNumber() {
		return true
	}
	if p.accept("(") && p.signedNumber() && (!p.accept("/") || p.signedNumber()) && p.accept(")") {
		return true
	}
	p.at = start
	return false
}

func (p *parser) signedNumber() bool {
	if p.is("-") || p.is("+") {
		p.step()
	}
	if k := p.next().kind; k != integer && k != realNumber {
		return false
	}
	p.step()
	return true
}

// number reads a literal with the unit that follows it.
func (p *parser) number() ast.Expr {
	first := p.at
	t := p.step()
	n := &ast.Number{Text: p.textOf(t), Integer: t.kind == integer}
	unitFirst := p.at
	switch u := p.next(); {
	case u.kind == integer && p.textOf(u) == "1": // 12 1/ms
		if p.literalUnit(); p.at == unitFirst+1 {
			p.at = unitFirst
		} else {
			n.Unit = p.unitSince(unitFirst)
		}
	case u.kind == name && !reserved[p.textOf(u)]:
		if _, known := unit.Lookup(p.textOf(u)); !known {
			p.notAUnit(u)
			return p.missing()
		}
		p.literalUnit()
		n.Unit = p.unitSince(unitFirst)
	}
	n.Span = p.since(first)
	return n
}

// notAUnit reports a name behind a number that is none of a unit.
func (p *parser) notAUnit(t token) {
	s := p.textOf(t)
	d := diag.Diagnostic{Span: t.span(), Code: "unknown-unit", Message: fmt.Sprintf("%q, directly after a number, is not a unit", s)}
	var parseErr *unit.ParseError
	if _, err := unit.Parse(s); errors.As(err, &parseErr) && parseErr.Suggestion != "" {
		d.Fix = fmt.Sprintf("did you mean %s?", parseErr.Suggestion)
	}
	if p.declared[s] || d.Fix == "" {
		d.Fix = "to multiply, write *"
	}
	p.failWith(d)
}

// literalUnit steps over the unit of a number: a name with its power, or the 1 of 1/ms, and all factors and divisors after it that are
// units and not declared names.
func (p *parser) literalUnit() {
	p.step()
	p.literalPower()
	for p.is("*") || p.is("/") {
		start := p.at
		p.step()
		if !p.literalFactor() {
			p.at = start
			return
		}
	}
}

// literalPower steps over "**n", if n is a number and not itself raised to a power.
func (p *parser) literalPower() bool {
	start := p.at
	if !p.accept("**") {
		return true
	}
	if p.unitExponent() && !p.is("**") {
		return true
	}
	p.at = start
	return false
}

// literalFactor steps over a unit in the chain; false if it is none, wherever it stopped.
func (p *parser) literalFactor() bool {
	t := p.next()
	if p.is("(") {
		return p.literalGroup() && p.literalPower()
	}
	s := p.textOf(t)
	_, known := unit.Lookup(s)
	if t.kind != name || !known || p.declared[s] || p.isAt(1, "(") || p.isAt(1, "[") {
		return false
	}
	p.step()
	return p.literalPower()
}

func (p *parser) literalGroup() bool {
	p.depth++
	defer p.leave()
	if p.depth > maxDepth {
		return false
	}
	p.step()
	for {
		if !p.literalFactor() {
			return false
		}
		if !p.accept("*") && !p.accept("/") {
			return p.accept(")")
		}
	}
}
