package parser

import (
	"sort"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
)

// comment is one "#" comment without its line end.
type comment struct {
	start, end int
	line       int  // from 1
	alone      bool // nothing else is on its line
}

// comment reads a comment up to its line end. It leaves lineBegins as it is.
func (l *lexer) comment() {
	start := l.at
	n := strings.IndexByte(l.text[start:], '\n')
	if n < 0 {
		n = len(l.text) - start
	}
	end := start + len(strings.TrimRight(l.text[start:start+n], " \t\r"))
	line := l.source.Position(start).Line
	l.comments = append(l.comments, comment{start: start, end: max(end, start+1), line: line, alone: l.lineBegins})
	l.at = start + n
	if l.lineBegins && l.at < len(l.text) {
		l.at++
	}
}

// commentIndex finds the comments around a place.
type commentIndex struct {
	source *diag.Source
	all    []comment // in order
}

// on returns the index of the comment on a line, or -1.
func (x commentIndex) on(line int) int {
	i := sort.Search(len(x.all), func(i int) bool { return x.all[i].line >= line })
	if i < len(x.all) && x.all[i].line == line {
		return i
	}
	return -1
}

// before is the text of the comment lines directly above line, without "#".
func (x commentIndex) before(line int) string {
	first, last := -1, -1
	for above := line - 1; ; above-- {
		i := x.on(above)
		if i < 0 || !x.all[i].alone {
			break
		}
		if last < 0 {
			last = i
		}
		first = i
	}
	if first < 0 {
		return ""
	}
	var lines []string
	for _, c := range x.all[first : last+1] {
		if !x.isOption(c) {
			lines = append(lines, x.words(c))
		}
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// around is the documentation of what stands in the span: the comment lines above it, then the comment at its end.
func (x commentIndex) around(span diag.Span) string {
	doc := x.before(x.source.Position(span.Start).Line)
	i := x.on(x.source.Position(max(span.Start, span.End-1)).Line)
	if i < 0 || x.all[i].alone || x.isOption(x.all[i]) {
		return doc
	}
	if doc != "" {
		doc += "\n"
	}
	return doc + x.words(x.all[i])
}

func (x commentIndex) words(c comment) string {
	words := strings.TrimLeft(x.source.Text[c.start:c.end], "#")
	return strings.TrimPrefix(words, " ")
}

func (x commentIndex) isOption(c comment) bool {
	return strings.HasPrefix(x.source.Text[c.start:c.end], "#@")
}
