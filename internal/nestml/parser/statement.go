package parser

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// body reads a block of statements; see block.
func (p *parser) body(head, what string) []ast.Stmt {
	var all []ast.Stmt
	p.block(head, what, func() {
		if s := p.statement(); s != nil {
			all = append(all, s)
		}
	})
	return all
}

// statement reads one with its line end; nil after what is none.
func (p *parser) statement() ast.Stmt {
	var s ast.Stmt
	switch {
	case p.oldEndWord():
		return nil
	case p.is("if"):
		return p.ifStatement()
	case p.is("for"):
		return p.forStatement()
	case p.is("while"):
		return p.whileStatement()
	case p.is("elif"), p.is("else"):
		p.failHere(fmt.Sprintf("there is no \"if\" to which this %q belongs", p.textOf(p.next())),
			"indent it like its if, with nothing between")
	case p.is("return"):
		s = p.returnStatement()
	case p.is("inline"):
		p.failHere("an inline can stand only in equations", "move it to the block equations, or declare a variable: NAME TYPE = ...")
	case p.is("pass"):
		p.failHere("NESTML has no pass: a block has at least one statement", "remove the block")
	case p.isCall():
		s = p.callStatement()
	case p.isAssignment():
		s = p.assignment()
	default:
		s = p.localDeclaration()
	}
	p.endStatement()
	return s
}

// isCall reports whether a name with brackets is all there is on the line; more of it would be a declaration, "x (1/ms) = 2".
func (p *parser) isCall() bool {
	if p.next().kind != name || !p.isAt(1, "(") {
		return false
	}
	level := 0
	for n := 1; ; n++ {
		switch t := p.ahead(n); {
		case t.layout():
			return true
		case p.isAt(n, "("):
			level++
		case p.isAt(n, ")"):
			level--
		}
		if level == 0 {
			return !p.isAt(n+1, "=") && !p.isAt(n+1, "*") && !p.isAt(n+1, "/") && !p.isAt(n+1, "**")
		}
	}
}

var assignments = []string{"=", "+=", "-=", "*=", "/=", "//="}

// isAssignment looks for an assignment after the name or the bracket of its index.
func (p *parser) isAssignment() bool {
	n := 1
	if p.isAt(1, "[") {
		for !p.ahead(n).layout() && !p.isAt(n, "]") {
			n++
		}
		for p.isAt(n, "]") {
			n++
		}
	}
	for _, op := range assignments {
		if p.next().kind == name && p.isAt(n, op) {
			return true
		}
	}
	return false
}

func (p *parser) assignment() ast.Stmt {
	first := p.at
	a := &ast.Assign{Var: p.variable("a variable")}
	a.Op = "="
	if !p.failed {
		a.Op = p.textOf(p.step())
	}
	a.Value = p.expression()
	a.Span = p.since(first)
	return a
}

func (p *parser) localDeclaration() ast.Stmt {
	t := p.next()
	if t.kind != name || reserved[p.textOf(t)] {
		p.failHere(fmt.Sprintf("expected a statement, found %s", p.found()), "")
		return nil
	}
	if p.ahead(1).kind == newline || p.ahead(1).kind == operator && !p.isAt(1, ",") && !p.isAt(1, "[") && !p.isAt(1, "(") {
		p.step()
		p.failHere(fmt.Sprintf("expected =, +=, a call or a type after %s, found %s", p.textOf(t), p.found()), p.statementFix(t))
		return nil
	}
	return p.declaration()
}

// statementFix guesses what was meant by the operator after a name.
func (p *parser) statementFix(t token) string {
	switch {
	case p.isPair("+", "+"), p.isPair("-", "-"):
		return fmt.Sprintf("write %s %s= 1", p.textOf(t), p.textOf(p.next()))
	case p.is("=="):
		return "to assign, write ="
	}
	return ""
}

func (p *parser) callStatement() ast.Stmt {
	first := p.at
	p.renameIntegrate()
	c := p.call()
	return &ast.CallStmt{Span: p.since(first), Call: c}
}

func (p *parser) returnStatement() ast.Stmt {
	first := p.at
	p.step()
	r := &ast.Return{}
	if p.next().kind != newline {
		r.Value = p.expression()
	}
	r.Span = p.since(first)
	return r
}

func (p *parser) ifStatement() ast.Stmt {
	first := p.at
	s := &ast.If{}
	for p.is("if") && len(s.Conds) == 0 || p.isElif() {
		word := p.textOf(p.step())
		s.Conds = append(s.Conds, p.expression())
		s.Bodies = append(s.Bodies, p.body("the condition of "+word, "the block of "+word))
	}
	if p.accept("else") {
		s.Else = p.body("else", "the block of else")
	}
	s.Span = p.since(first)
	return s
}

// isElif also reports "else if", and goes on to its "if".
func (p *parser) isElif() bool {
	if p.is("else") && p.isAt(1, "if") {
		p.report(diag.Diagnostic{
			Span: p.next().span().To(p.ahead(1).span()), Code: "syntax", Message: `"else if" is one word in NESTML`, Fix: "write elif",
		})
		p.step()
		return true
	}
	return p.is("elif")
}

// forStatement reads "for i in from ... to step n:".
func (p *parser) forStatement() ast.Stmt {
	first := p.at
	p.step()
	s := &ast.For{Var: p.plainName("the variable of the loop")}
	s.From, s.To, s.Step = p.missing(), p.missing(), p.missing()
	if !p.failed && p.expect("in", "after the variable of the loop") {
		s.From = p.expression()
	}
	if !p.failed && p.expect("...", "between the bounds of the loop") {
		s.To = p.expression()
	}
	if !p.failed && !p.is("step") {
		p.fail(p.since(first), "syntax", "the loop has no step", "write \"step 1\" before the colon; the upper bound is not reached")
	}
	if !p.failed {
		p.step()
		s.Step = p.expression()
	}
	s.Body = p.body("the step of the loop", "the loop")
	s.Span = p.since(first)
	return s
}

func (p *parser) whileStatement() ast.Stmt {
	first := p.at
	p.step()
	s := &ast.While{Cond: p.expression()}
	s.Body = p.body("the condition of while", "the loop")
	s.Span = p.since(first)
	return s
}
