package parser

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
)

// found says in words what is next.
func (p *parser) found() string {
	t := p.next()
	switch s := p.textOf(t); t.kind {
	case endOfFile:
		return "the end of the file"
	case newline:
		if p.atEnd() {
			return "the end of the file"
		}
		return "the end of the line"
	case indent:
		return "a deeper indentation"
	case dedent:
		return "the end of the block"
	case text:
		return "a text"
	default:
		if len(s) > 40 {
			s = s[:37] + "..."
		}
		return fmt.Sprintf("%q", s)
	}
}

// atEnd reports whether only layout follows.
func (p *parser) atEnd() bool {
	for _, t := range p.tokens[p.at:] {
		if !t.layout() {
			return false
		}
	}
	return true
}

// failWith reports an error that makes the rest of the statement unreadable. Only the first of a statement is reported,
// and none about what the lexer could not read and reported.
func (p *parser) failWith(d diag.Diagnostic) {
	if !p.failed && (p.next().kind != unreadable || d.Span != p.next().span()) {
		p.report(d)
	}
	p.failed = true
}

func (p *parser) fail(span diag.Span, code, message, fix string) {
	p.failWith(diag.Diagnostic{Span: span, Code: code, Message: message, Fix: fix})
}

// failHere is fail at the next token.
func (p *parser) failHere(message, fix string) { p.fail(p.next().span(), "syntax", message, fix) }

// report adds a diagnostic about something that does not disturb reading. Of a flood of warnings it keeps the first hundred.
func (p *parser) report(d diag.Diagnostic) {
	if p.stopped {
		return
	}
	d.Source = p.source
	if d.Severity == diag.Warning {
		if p.warnings++; p.warnings > maxErrors {
			return
		}
	}
	p.list.Add(d)
	if d.Severity != diag.Error {
		return
	}
	if p.errors++; p.errors == maxErrors {
		p.list.Add(tooManyErrors(p.source, d.Span))
		p.abandon()
	}
}

func tooManyErrors(source *diag.Source, span diag.Span) diag.Diagnostic {
	return diag.Diagnostic{Source: source, Span: span, Code: "too-many-errors", Message: "reading stops here: there are too many errors"}
}

// abandon goes to the end of the file.
func (p *parser) abandon() {
	p.at = len(p.tokens) - 1
	p.failed, p.stopped = true, true
}

// nearest asks whether one of the words was meant by the next token.
func (p *parser) nearest(words ...string) string {
	if near, ok := diag.Nearest(p.textOf(p.next()), words); ok {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return ""
}
