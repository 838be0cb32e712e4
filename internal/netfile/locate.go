package netfile

import (
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"

	"github.com/spikelet/spikelet/internal/diag"
)

// locator turns the YAML parser's lines and columns, in characters, into bytes of the source. It remembers the last place:
// the next one is usually a little further on in the same line.
type locator struct {
	source       *diag.Source
	starts       []int // byte at which each line begins
	line, column int
	offset       int // of line and column
}

func newLocator(source *diag.Source) *locator {
	l := &locator{source: source, starts: []int{0}, line: 1, column: 1}
	for i := range len(source.Text) {
		if source.Text[i] == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// byteAt returns the offset of a line and column, both from 1; one beyond the line is its end.
func (l *locator) byteAt(line, column int) int {
	line = max(1, min(line, len(l.starts)))
	if line != l.line || column < l.column {
		l.line, l.column, l.offset = line, 1, l.starts[line-1]
	}
	text := l.source.Text
	for l.column < column && l.offset < len(text) && text[l.offset] != '\n' {
		_, size := utf8.DecodeRuneInString(text[l.offset:])
		l.offset += size
		l.column++
	}
	return l.offset
}

// token is the place of a token.
func (l *locator) token(t *token.Token) place {
	start := l.byteAt(t.Position.Line, t.Position.Column)
	return place{l.source, diag.Span{Start: start, End: start + l.length(t, start)}}
}

// cell is the place of length bytes at a line and column, both from 1, the column in bytes as package csv counts.
func (l *locator) cell(line, column, length int) place {
	start := min(l.starts[max(1, min(line, len(l.starts)))-1]+max(column-1, 0), len(l.source.Text))
	return place{l.source, diag.Span{Start: start, End: min(start+length, len(l.source.Text))}}
}

// length is the number of bytes of t in the source from start on.
func (l *locator) length(t *token.Token, start int) int {
	rest := l.source.Text[start:]
	switch {
	case rest == "":
		return 0
	case t.Type == token.SingleQuoteType && rest[0] == '\'', t.Type == token.DoubleQuoteType && rest[0] == '"':
		return quotedLength(rest)
	case strings.HasPrefix(rest, t.Value):
		return len(t.Value)
	}
	line, _, _ := strings.Cut(rest, "\n")
	return len(strings.TrimRight(line, " \t\r"))
}

// quotedLength is the length of the quoted text that s begins with.
func quotedLength(s string) int {
	quote := s[0]
	for i := 1; i < len(s); i++ {
		switch {
		case quote == '"' && s[i] == '\\':
			i++
		case s[i] != quote:
		case quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			i++
		default:
			return i + 1
		}
	}
	return len(s)
}
