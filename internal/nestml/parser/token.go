package parser

import (
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
)

// kind is the kind of a token.
type kind uint8

const (
	endOfFile kind = iota
	newline        // the end of a logical line that has tokens
	indent
	dedent
	name // with its primes
	integer
	realNumber
	text // a string with its quotes
	operator
	unreadable // reported by the lexer
)

// token is a stretch of the source. Layout tokens (indent, dedent, endOfFile) are empty.
type token struct {
	kind       kind
	start, end int32
}

func (t token) span() diag.Span { return diag.Span{Start: int(t.start), End: int(t.end)} }

// layout reports whether t is made by line ends and indentation.
func (t token) layout() bool { return t.kind <= dedent }

// operators are those of two or three characters, longest first. "<-", "[[", "]]" and "::" are read as two tokens, since
// "x<-1", "x[y[0]]" have them too; the parser joins them where they may stand.
var operators = []string{"//=", "...", "**", "//", "<<", ">>", "<=", "==", "!=", "<>", ">=", "+=", "-=", "*=", "/="}

const singles = "+-*/%&^|~<>?:=()[],;@.!"

// operatorAt returns the operator with which s begins, or "".
func operatorAt(s string) string {
	for _, op := range operators {
		if strings.HasPrefix(s, op) {
			return op
		}
	}
	if s != "" && strings.IndexByte(singles, s[0]) >= 0 {
		return s[:1]
	}
	return ""
}

// reserved are the words that cannot be names of variables.
var reserved = map[string]bool{
	"and": true, "or": true, "not": true, "true": true, "false": true, "True": true, "False": true, "inf": true, "if": true, "elif": true,
	"else": true, "for": true, "while": true, "in": true, "step": true, "return": true, "inline": true, "recordable": true,
	"kernel": true, "function": true, "model": true,
}
