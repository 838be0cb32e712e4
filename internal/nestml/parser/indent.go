package parser

import (
	"fmt"
	"strings"
)

// beginLine reads the indentation of a line and makes it indent or dedent tokens. It returns false, having skipped the
// line, when nothing but white space or a comment is on it.
func (l *lexer) beginLine() bool {
	start := l.at
	for l.at < len(l.text) && (l.text[l.at] == ' ' || l.text[l.at] == '\t') {
		l.at++
	}
	white := l.text[start:l.at]
	rest := l.text[l.at:]
	switch {
	case rest == "":
		return false
	case rest[0] == '\n':
		l.at++
		return false
	case strings.HasPrefix(rest, "\r\n"):
		l.at += 2
		return false
	case rest[0] == '#':
		l.comment()
		return false
	case l.oldComment():
		return false
	}
	l.checkMixed(white, start)
	l.indentTo(columnAfter(white), start)
	l.lineBegins = false
	l.inKernel = strings.HasPrefix(rest, "kernel ") || strings.HasPrefix(rest, "kernel\t")
	return true
}

// columnAfter counts a tab as going on to the next multiple of eight.
func columnAfter(white string) int {
	column := 0
	for i := range len(white) {
		if white[i] == '\t' {
			column += 8 - column%8
		} else {
			column++
		}
	}
	return column
}

// checkMixed reports the first line whose indentation is not of the kind of the lines before.
func (l *lexer) checkMixed(white string, start int) {
	if white == "" || l.indentMixed {
		return
	}
	if l.indentWith == 0 {
		l.indentWith = white[0]
	}
	if strings.Trim(white, string(l.indentWith)) != "" {
		l.indentMixed = true
		l.report(start, l.at, "mixed-indentation", "the file is indented with tabs and with spaces",
			"use one of them throughout: with both, what one sees is not what is read")
	}
}

// indentTo closes and opens blocks so that the open one is at column. A column between two blocks is taken for the inner.
func (l *lexer) indentTo(column, start int) {
	if column > l.indents[len(l.indents)-1] {
		l.indents = append(l.indents, column)
		l.emit(indent, l.at)
		return
	}
	for column < l.indents[len(l.indents)-1] {
		inner, outer := l.indents[len(l.indents)-1], l.indents[len(l.indents)-2]
		if column > outer {
			l.report(start, l.at, "indentation", fmt.Sprintf("this line is indented by %d columns, and so belongs to no block", column),
				fmt.Sprintf("indent it by %d to go on with the block above, or by %d to end that block", inner, outer))
			return
		}
		l.indents = l.indents[:len(l.indents)-1]
		l.emit(dedent, l.at)
	}
}

// endLine ends the logical line before the line end at start, if it has tokens and nothing joins it with the next.
func (l *lexer) endLine(start int) {
	if l.lineBegins {
		return
	}
	last := token{}
	if n := len(l.tokens); n > 0 {
		last = l.tokens[n-1]
	}
	if l.inKernel && l.text[last.start:last.end] == "," && l.joinsNext() {
		return
	}
	l.lineBegins = true
	if last.layout() {
		return
	}
	l.tokens = append(l.tokens, token{newline, int32(start), int32(l.at)})
}

// joinsNext decides, once for each comma, whether the next line continues the kernel: it does unless it ends the block.
func (l *lexer) joinsNext() bool {
	if l.decidedAt != len(l.tokens) {
		l.decidedAt = len(l.tokens)
		l.joins = l.nextColumn() >= l.indents[len(l.indents)-1]
	}
	return l.joins
}

// nextColumn is the indentation of the next line that has more than a comment; -1 at the end of the file.
func (l *lexer) nextColumn() int {
	for rest := l.text[l.at:]; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		code := strings.TrimLeft(line, " \t")
		if strings.TrimSpace(code) != "" && code[0] != '#' {
			return columnAfter(line[:len(line)-len(code)])
		}
		rest = after
	}
	return -1
}

// continuation steps over a backslash that joins two lines.
func (l *lexer) continuation() {
	start := l.at
	rest := strings.TrimLeft(l.text[start+1:], " \t\r")
	l.at = len(l.text) - len(rest)
	if rest != "" && rest[0] == '\n' {
		l.at++
		return
	}
	l.at = start + 1
	l.report(start, l.at, "bad-character", "a backslash joins two lines: nothing can follow it on its line",
		"remove it or what follows")
	l.emit(unreadable, start)
}
