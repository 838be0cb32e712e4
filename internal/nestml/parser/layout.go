package parser

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
)

// enter counts a level of nesting, which leave ends. It returns false, and abandons the file, when there are too many.
func (p *parser) enter() bool {
	if p.depth++; p.depth > maxDepth && p.next().kind != endOfFile {
		p.fail(p.next().span(), "too-deep", fmt.Sprintf("this is nested more than %d levels deep", maxDepth),
			"give parts of it names with inline, or functions")
		p.abandon()
	}
	return p.depth <= maxDepth
}

func (p *parser) leave() { p.depth-- }

// endStatement ends a statement: it steps over its line end; after an error over what is left of it, and over what is
// indented below it.
func (p *parser) endStatement() {
	p.operators, p.warned = 0, false
	if !p.failed && p.is(";") {
		p.report(diag.Diagnostic{
			Span: p.next().span(), Code: "syntax", Message: `";" can end only inlines, kernels and equations`, Fix: "remove it",
		})
		p.step()
	}
	if !p.failed && p.next().kind != newline {
		p.failHere("expected the end of the line, found "+p.found(), "")
	}
	if !p.failed {
		p.step()
		return
	}
	p.failed = p.stopped
	p.skipLine()
	p.skipBlock()
}

// skipLine steps over all tokens up to and with the line end.
func (p *parser) skipLine() {
	for p.next().kind != newline && p.next().kind != dedent && p.next().kind != endOfFile {
		p.step()
	}
	if p.next().kind == newline {
		p.step()
	}
}

// skipBlock steps over an indented block, if one is next.
func (p *parser) skipBlock() {
	if p.next().kind != indent {
		return
	}
	for level := 0; p.next().kind != endOfFile; {
		switch p.step().kind {
		case indent:
			level++
		case dedent:
			level--
		}
		if level == 0 {
			return
		}
	}
}

// block reads ":", a line end and an indented block, with item for each of its statements; head names in messages what
// stands before the ":", and what the block. When the head had an error, it goes on with the block all the same.
func (p *parser) block(head, what string, item func()) {
	header := p.at
	if !p.failed && p.is("=") {
		p.failHere(fmt.Sprintf("expected \":\" after %s, found \"=\"", head), "to compare, write ==")
	}
	p.expect(":", "after "+head)
	if !p.failed && p.next().kind != newline {
		p.failHere(fmt.Sprintf("the contents of %s begin on the next line", what), "write them below, indented")
	}
	broken := p.failed
	p.failed, p.operators, p.warned = p.stopped, 0, false
	p.skipLine()
	if p.next().kind != indent {
		if !broken {
			p.report(diag.Diagnostic{
				Span: p.lineBefore(header), Code: "empty-block", Message: fmt.Sprintf("%s is empty", what),
				Why: "its contents are the lines below it that are indented more", Fix: "indent them, or remove it",
			})
			p.afterEmpty = true
		}
		return
	}
	if p.enter() {
		p.items(item)
	}
	p.leave()
}

// lineBefore is the stretch from the begin of a line to the token with index last.
func (p *parser) lineBefore(last int) diag.Span {
	first := last
	for first > 0 && !p.tokens[first-1].layout() {
		first--
	}
	return p.tokens[first].span().To(p.tokens[last].span())
}

// modelDepth is the depth of the blocks of a model.
const modelDepth = 1

// items reads the statements of an indented block.
func (p *parser) items(item func()) {
	p.step()
	for deeper := 0; ; {
		switch p.next().kind {
		case endOfFile:
			return
		case newline:
			p.step()
		case indent:
			p.report(diag.Diagnostic{
				Span: p.ahead(1).span(), Code: "indentation", Message: "this line is indented more than the one before it",
				Why: "only what belongs to a line that ends with \":\" is indented more", Fix: "indent it like the line before",
			})
			if p.depth == modelDepth {
				p.skipBlock() // it may belong to any block
				continue
			}
			p.step()
			deeper++
		case dedent:
			p.step()
			if deeper == 0 {
				return
			}
			deeper--
		default:
			item()
		}
	}
}
