package diag

import (
	"sort"
	"unicode/utf8"
)

// Source is a text with a name, usually a file's path.
type Source struct {
	Name  string
	Text  string
	lines []int // byte offset of the start of each line
}

// NewSource wraps a text.
func NewSource(name, text string) *Source {
	s := &Source{Name: name, Text: text, lines: []int{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// Span is a stretch of a Source: bytes Start ≤ i < End.
type Span struct{ Start, End int }

// Range returns s itself, so that whatever embeds a Span has a place.
func (s Span) Range() Span { return s }

// To is the stretch from the start of s to the end of t.
func (s Span) To(t Span) Span { return Span{s.Start, t.End} }

// Position is a place for people: line and column from 1, columns in characters.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Position converts a byte offset; one beyond the text is its end.
func (s *Source) Position(offset int) Position {
	offset = max(0, min(offset, len(s.Text)))
	line := sort.SearchInts(s.lines, offset+1) - 1
	return Position{line + 1, utf8.RuneCountInString(s.Text[s.lines[line]:offset]) + 1}
}

// Line returns the text of a line (from 1) without its end.
func (s *Source) Line(line int) string {
	if line < 1 || line > len(s.lines) {
		return ""
	}
	start, end := s.lines[line-1], len(s.Text)
	if line < len(s.lines) {
		end = s.lines[line] - 1
	}
	if end > start && s.Text[end-1] == '\r' {
		end--
	}
	return s.Text[start:end]
}
