package parser

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spikelet/spikelet/internal/diag"
)

// lexer makes tokens of a text. What it cannot read it reports and hands on as one unreadable token.
type lexer struct {
	source *diag.Source
	text   string
	list   *diag.List
	at     int
	errors int // reported

	tokens   []token
	comments []comment

	indents     []int // columns of the open blocks, from 0
	indentWith  byte  // ' ' or '\t', what the first indented line has; 0 before it
	indentMixed bool  // mixing was reported
	lineBegins  bool  // no token of the logical line was read
	inKernel    bool  // the logical line begins with "kernel": a comma at its end joins the next line
	joins       bool  // what joinsNext decided
	decidedAt   int   // len(tokens) when it did
	oldComments bool  // "/*" or three quotes were reported
}

// lex returns the tokens of a source, of which the last is endOfFile, and its comments. ok is false when the indentation
// is mixed, so that the blocks are not known, or when there is hardly a readable character.
func lex(source *diag.Source, list *diag.List) (tokens []token, comments []comment, ok bool) {
	l := &lexer{source: source, text: source.Text, list: list, indents: []int{0}, lineBegins: true}
	l.at = len(l.text) - len(strings.TrimPrefix(l.text, "\uFEFF"))
	for l.at < len(l.text) {
		if l.lineBegins && !l.beginLine() {
			continue
		}
		l.next()
	}
	l.endLine(l.at)
	l.indentTo(0, l.at)
	l.emit(endOfFile, l.at)
	return l.tokens, l.comments, !l.indentMixed && l.errors < maxErrors
}

func (l *lexer) emit(k kind, start int) {
	l.tokens = append(l.tokens, token{k, int32(start), int32(l.at)})
}

func (l *lexer) report(start, end int, code, message, fix string) {
	if l.errors == maxErrors {
		return
	}
	span := diag.Span{Start: start, End: end}
	l.list.Add(diag.Diagnostic{Source: l.source, Span: span, Code: code, Message: message, Fix: fix})
	if l.errors++; l.errors == maxErrors {
		l.list.Add(tooManyErrors(l.source, span))
		l.at = len(l.text)
	}
}

// next reads one token, comment, or stretch of white space.
func (l *lexer) next() {
	rest, start := l.text[l.at:], l.at
	switch c := rest[0]; {
	case c == '\n':
		l.at++
		l.endLine(start)
	case c == ' ' || c == '\t' || c == '\r':
		l.at++
	case c == '\\':
		l.continuation()
	case c == '#':
		l.comment()
	case isLetter(c):
		l.name()
	case isDigit(c) || c == '.' && len(rest) > 1 && isDigit(rest[1]):
		l.number()
	case l.oldComment():
	case c == '"':
		l.string()
	case operatorAt(rest) != "":
		l.at += len(operatorAt(rest))
		l.emit(operator, start)
	default:
		l.unreadable()
	}
}

func (l *lexer) name() {
	start := l.at
	for l.at < len(l.text) && (isLetter(l.text[l.at]) || isDigit(l.text[l.at])) {
		l.at++
	}
	for l.at < len(l.text) && l.text[l.at] == '\'' {
		l.at++
	}
	l.emit(name, start)
}

// number reads 42, 1., .5, 1.e3, 2E-3. The point of "0...10" and the e of "2 e" without digits do not belong to it.
func (l *lexer) number() {
	start, k := l.at, integer
	l.digits()
	if rest := l.text[l.at:]; strings.HasPrefix(rest, ".") && !strings.HasPrefix(rest, "...") {
		l.at++
		l.digits()
		k = realNumber
	}
	if rest := l.text[l.at:]; rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		n := 1
		if len(rest) > n && (rest[n] == '+' || rest[n] == '-') {
			n++
		}
		if len(rest) > n && isDigit(rest[n]) {
			l.at += n
			l.digits()
			k = realNumber
		}
	}
	l.emit(k, start)
}

func (l *lexer) digits() {
	for l.at < len(l.text) && isDigit(l.text[l.at]) {
		l.at++
	}
}

func (l *lexer) string() {
	start := l.at
	end := strings.IndexAny(l.text[start+1:], "\"\n")
	if end < 0 {
		end = len(l.text) - start - 1
	}
	l.at = start + 1 + end
	if l.at == len(l.text) || l.text[l.at] == '\n' {
		l.report(start, l.at, "open-string", "this text has no closing quote", `put " at its end`)
		l.emit(unreadable, start)
		return
	}
	l.at++
	l.emit(text, start)
}

// oldComment skips what was a comment in NESTML before version 6, and reports the first.
func (l *lexer) oldComment() bool {
	start, end := l.at, ""
	switch rest := l.text[l.at:]; {
	case strings.HasPrefix(rest, "/*"):
		end = "*/"
	case strings.HasPrefix(rest, `"""`):
		end = `"""`
	default:
		return false
	}
	l.at = len(l.text)
	body := start + len(end)
	if n := strings.Index(l.text[body:], end); n >= 0 {
		l.at = body + n + len(end)
	}
	if !l.oldComments {
		l.report(start, body, "old-syntax", "this is how comments were written before NESTML 6", "begin each line of the comment with #")
	}
	l.oldComments = true
	return true
}

// unreadable reports a run of characters that have no place in a model.
func (l *lexer) unreadable() {
	start := l.at
	for l.at < len(l.text) {
		r, size := utf8.DecodeRuneInString(l.text[l.at:])
		if r < utf8.RuneSelf && (isLetter(byte(r)) || isDigit(byte(r)) || strings.ContainsRune(singles+"\"#\\ \t\r\n", r)) {
			break
		}
		l.at += size
	}
	l.at = max(l.at, start+1)
	message, fix := fmt.Sprintf("%q cannot stand here", l.text[start:l.at]), ""
	switch r, _ := utf8.DecodeRuneInString(l.text[start:]); {
	case r == 'µ' || r == 'μ':
		fix = "write u for micro, as in uS"
	case r >= utf8.RuneSelf:
		fix = "names are made of the letters a to z, A to Z, digits, _ and $; other characters can stand in comments and texts"
	case r == '\'':
		fix = `primes follow a name directly, as in V_m'; texts stand between double quotes`
	}
	l.report(start, l.at, "bad-character", message, fix)
	l.emit(unreadable, start)
}

func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '$'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
