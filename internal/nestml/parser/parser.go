package parser

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// The limits keep a hostile file from taking all memory or the whole stack.
const (
	maxSize      = 16 << 20 // bytes of source
	maxDepth     = 200      // of brackets, signs, powers and blocks within each other
	maxOperators = 10000    // in one expression
	maxErrors    = 100      // after which reading stops
)

// Parse reads a source. The tree has all that could be read: where there was an error, an expression is an *ast.Ident with
// an empty name, and a statement may be missing. Parse never panics, whatever the text.
func Parse(source *diag.Source) (*ast.File, *diag.List) {
	list := &diag.List{}
	if !readable(source, list) {
		return &ast.File{Source: source}, list
	}
	tokens, comments, ok := lex(source, list)
	if !ok {
		return &ast.File{Source: source}, list
	}
	first := newParser(source, tokens, comments, &diag.List{})
	declared := declaredNames(first.file())
	second := newParser(source, tokens, comments, list)
	second.namesOf = declared
	return second.file(), list
}

// readable reports a source that is no text, or too long a one.
func readable(source *diag.Source, list *diag.List) bool {
	bad := diag.Diagnostic{Source: source, Code: "not-text"}
	switch nul := strings.IndexByte(source.Text, 0); {
	case len(source.Text) > maxSize:
		bad.Message = fmt.Sprintf("the file has %d MiB: a model has at most %d", len(source.Text)>>20, maxSize>>20)
		bad.Source = diag.NewSource(source.Name, "")
	case nul >= 0:
		bad.Span = diag.Span{Start: nul, End: nul + 1}
		bad.Message, bad.Fix = "this is no text file: it contains a zero byte", "give a NESTML file in UTF-8"
	case !utf8.ValidString(source.Text):
		at := strings.IndexRune(strings.ToValidUTF8(source.Text, "\uFFFD"), utf8.RuneError)
		bad.Span = diag.Span{Start: at, End: at + 1}
		bad.Message, bad.Fix = "this byte is no UTF-8 text", "save the file as UTF-8"
	default:
		return true
	}
	list.Add(bad)
	return false
}

// parser is one pass over the tokens.
type parser struct {
	source   *diag.Source
	tokens   []token
	at       int // index of the next token
	comments commentIndex
	list     *diag.List

	namesOf  []map[string]bool // of each model, found by the first pass
	declared map[string]bool   // those of the model being read

	failed     bool // an error of this statement was reported: what follows from it is not
	warned     bool // so was a warning about its operators
	warnings   int  // reported
	stopped    bool // the rest of the file was abandoned
	errors     int  // reported
	depth      int
	operators  int  // in the expression being read
	oldEnd     bool // "end" was reported
	afterEmpty bool // a block without contents was reported, and no other was begun since
}

func newParser(source *diag.Source, tokens []token, comments []comment, list *diag.List) *parser {
	return &parser{source: source, tokens: tokens, comments: commentIndex{source, comments}, list: list}
}

// next is the token to be read.
func (p *parser) next() token { return p.tokens[p.at] }

// ahead is the token n after the next.
func (p *parser) ahead(n int) token { return p.tokens[min(p.at+n, len(p.tokens)-1)] }

func (p *parser) textOf(t token) string { return p.source.Text[t.start:t.end] }

// step goes on by one token and returns it. The last token, endOfFile, stays.
func (p *parser) step() token {
	t := p.next()
	if t.kind != endOfFile {
		p.at++
	}
	return t
}

// is reports whether the next token is the operator or word s.
func (p *parser) is(s string) bool { return p.isAt(0, s) }

func (p *parser) isAt(n int, s string) bool {
	t := p.ahead(n)
	return (t.kind == operator || t.kind == name) && p.textOf(t) == s
}

// isPair reports whether the next tokens are the operators a and b with nothing between.
func (p *parser) isPair(a, b string) bool {
	return p.is(a) && p.isAt(1, b) && p.next().end == p.ahead(1).start
}

// accept steps over the operator or word s, if it is next.
func (p *parser) accept(s string) bool {
	if p.is(s) {
		p.at++
		return true
	}
	return false
}

// acceptPair steps over two adjoining operators.
func (p *parser) acceptPair(a, b string) bool {
	if p.isPair(a, b) {
		p.at += 2
		return true
	}
	return false
}

// expect steps over s or reports that it is missing; where says after or for what it is needed.
func (p *parser) expect(s, where string) bool {
	if !p.failed && p.accept(s) {
		return true
	}
	p.failHere(fmt.Sprintf("expected %q %s, found %s", s, where, p.found()), "")
	return false
}

// since is the stretch from the token with index first to the last one read that is not layout; empty if none was read.
func (p *parser) since(first int) diag.Span {
	end := p.lastEnd()
	return diag.Span{Start: min(int(p.tokens[first].start), end), End: end}
}

// lastEnd is where the last token ends that was read and is not layout.
func (p *parser) lastEnd() int {
	last := p.at - 1
	for last >= 0 && p.tokens[last].layout() {
		last--
	}
	if last < 0 {
		return 0
	}
	return int(p.tokens[last].end)
}
