package parser

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// level is the rank of an operator: higher binds tighter.
type level int

const (
	lowest  level = iota
	ternary       // cond ? then : else, left associative
	or
	and
	not
	comparison
	bits // & ^ | << >>, one rank
	sum
	product
	sign
	power // right associative
)

var levels = map[string]level{
	"?": ternary, "or": or, "and": and, "<": comparison, "<=": comparison, "==": comparison, "!=": comparison, "<>": comparison,
	">=": comparison, ">": comparison, "&": bits, "^": bits, "|": bits, "<<": bits, ">>": bits, "+": sum, "-": sum, "*": product,
	"/": product, "%": product, "//": product, "**": power,
}

// expression reads one; after an error it is missing().
func (p *parser) expression() ast.Expr { return p.operation(ternary) }

// missing stands for an expression that could not be read.
func (p *parser) missing() ast.Expr {
	at := p.lastEnd()
	return &ast.Ident{Span: diag.Span{Start: at, End: at}}
}

// operation reads an operand and the operators of at least the level that follow it.
func (p *parser) operation(least level) ast.Expr {
	x := p.operand()
	for !p.failed {
		t := p.next()
		l := p.infixLevel()
		if l < least {
			return x
		}
		if p.operators++; p.operators > maxOperators {
			p.tooLong(t)
			return x
		}
		p.step()
		switch l {
		case ternary:
			x = p.choice(x)
		case power:
			x = p.nested(func() ast.Expr { return p.binary(x, t, p.operation(power)) })
		default:
			x = p.binary(x, t, p.operation(l+1))
		}
	}
	return x
}

func (p *parser) tooLong(at token) {
	p.fail(at.span(), "too-long", fmt.Sprintf("this expression has more than %d operators", maxOperators),
		"give parts of it names with inline")
	p.abandon()
}

// infixLevel is the level of the next token as an operator between operands; lowest if it is none.
func (p *parser) infixLevel() level {
	t := p.next()
	s := p.textOf(t)
	if t.kind == name && s != "and" && s != "or" || t.kind != name && t.kind != operator {
		return lowest
	}
	if (s == "&" || s == "|") && p.isPair(s, s) {
		word := map[string]string{"&": "and", "|": "or"}[s]
		p.fail(t.span().To(p.ahead(1).span()), "syntax", fmt.Sprintf("%q is no operator of NESTML", s+s), "write "+word)
	}
	return levels[s]
}

// nested reads what can stand within itself without end.
func (p *parser) nested(read func() ast.Expr) ast.Expr {
	defer p.leave()
	if !p.enter() {
		return p.missing()
	}
	return read()
}

func (p *parser) binary(x ast.Expr, op token, y ast.Expr) ast.Expr {
	b := &ast.Binary{Span: x.Range().To(y.Range()), Op: p.textOf(op), X: x, Y: y, OpSpan: op.span()}
	if b.Op == "<>" {
		b.Op = "!="
	}
	if !p.failed {
		p.warnMixed(b)
	}
	return b
}

// choice reads the rest of "cond ? then : else".
func (p *parser) choice(cond ast.Expr) ast.Expr {
	c := &ast.Ternary{Cond: cond}
	c.Then = p.nested(p.expression)
	c.Else = p.missing()
	if p.expect(":", `after the first value of "?"`) {
		c.Else = p.operation(ternary + 1)
	}
	c.Span = cond.Range().To(c.Else.Range())
	if inner, ok := cond.(*ast.Ternary); ok && !p.failed && !p.warned {
		p.warn(c.Span, `two "?" without brackets`, fmt.Sprintf("NESTML reads them from the left: (%s) ? ...", brief(inner)))
	}
	return c
}

// operand reads what stands between operators, with its signs.
func (p *parser) operand() ast.Expr {
	if p.failed {
		return p.missing()
	}
	t := p.next()
	switch s := p.textOf(t); {
	case t.kind == operator && (s == "+" || s == "-" || s == "~"):
		return p.unary(sign)
	case t.kind == name && s == "not":
		return p.unary(not)
	case t.kind == operator && s == "!":
		p.failHere(`"!" is no operator of NESTML`, "write not")
		return p.missing()
	}
	return p.primary()
}

func (p *parser) unary(l level) ast.Expr {
	t := p.step()
	if p.operators++; p.operators > maxOperators {
		p.tooLong(t)
	}
	u := &ast.Unary{Op: p.textOf(t)}
	u.X = p.nested(func() ast.Expr { return p.operation(l) })
	u.Span = t.span().To(u.X.Range())
	return u
}

func (p *parser) primary() ast.Expr {
	t := p.next()
	switch t.kind {
	case integer, realNumber:
		return p.number()
	case text:
		p.step()
		return &ast.String{Span: t.span(), Value: p.source.Text[t.start+1 : t.end-1]}
	case operator:
		if p.is("(") {
			return p.nested(p.paren)
		}
	case name:
		return p.named(t)
	}
	p.failHere(fmt.Sprintf("expected a value, found %s", p.found()), p.openBracketFix())
	return p.missing()
}

// openBracketFix is the remedy for a line that ends within brackets.
func (p *parser) openBracketFix() string {
	open := 0
	for i := p.at - 1; i >= 0 && !p.tokens[i].layout(); i-- {
		switch p.textOf(p.tokens[i]) {
		case "(", "[":
			open++
		case ")", "]":
			open--
		}
	}
	if p.next().kind != newline || open <= 0 || p.atEnd() {
		return ""
	}
	return `brackets do not join lines: end the line with a backslash to go on in the next`
}

func (p *parser) paren() ast.Expr {
	first := p.at
	p.step()
	x := &ast.Paren{X: p.expression()}
	p.close("the bracket opened before")
	x.Span = p.since(first)
	return x
}

// close expects a closing bracket.
func (p *parser) close(of string) {
	if !p.failed && !p.accept(")") {
		p.failHere(fmt.Sprintf("expected \")\" to close %s, found %s", of, p.found()), p.openBracketFix())
	}
}

// named reads what begins with a word.
func (p *parser) named(t token) ast.Expr {
	switch s := p.textOf(t); {
	case s == "true", s == "True", s == "false", s == "False":
		p.step()
		return &ast.Bool{Span: t.span(), Value: s[0] == 't' || s[0] == 'T'}
	case s == "inf":
		p.step()
		return &ast.Inf{Span: t.span()}
	case reserved[s]:
		p.failHere(fmt.Sprintf("expected a value, found the word %q of the language", s), "")
		return p.missing()
	case p.isAt(1, "("):
		return p.nested(func() ast.Expr { return p.call() })
	}
	return p.variable("a value")
}

// call reads "name(arguments)"; a name with primes may be that of a delayed derivative.
func (p *parser) call() *ast.Call {
	first := p.at
	t := p.step()
	c := &ast.Call{Name: p.primed(p.textOf(t))}
	c.Name.Span = t.span()
	p.step()
	for !p.failed && !p.is(")") {
		c.Args = append(c.Args, p.expression())
		if p.failed || !p.accept(",") {
			break
		}
		if p.is(")") {
			p.failHere("expected another argument after the comma, found \")\"", "remove the comma")
		}
	}
	p.close("the call of " + c.Name.Full())
	c.Span = p.since(first)
	return c
}
