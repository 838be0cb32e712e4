package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tabWidth is how many columns a tab of the source takes in an excerpt.
const tabWidth = 4

// layOut splits a line into the columns of a terminal and finds the columns of its bytes start ≤ i < end; at least one. A
// cell is a character with what combines with it; a wide character has an empty cell behind it, a tab is spaces.
func layOut(text string, start, end int) (cells []string, from, to int) {
	from, to = -1, -1
	for i, r := range text {
		if i >= start && from < 0 {
			from = len(cells)
		}
		if i >= end && to < 0 {
			to = len(cells)
		}
		switch w := columns(r); {
		case r == '\t':
			cells = append(cells, strings.Split(strings.Repeat(" ", tabWidth), "")...)
		case w == 0 && len(cells) > 0:
			cells[len(cells)-1] += string(r)
		case w == 2:
			cells = append(cells, string(r), "")
		default:
			cells = append(cells, string(printable(r)))
		}
	}
	if from < 0 {
		from = len(cells)
	}
	if to < 0 {
		to = len(cells)
	}
	return cells, from, max(to, from+1)
}

// clip keeps at most width cells, so that the first of the marked ones is among them and as many more as fit.
func clip(cells []string, from, to, width int) (kept []string, newFrom, newTo int) {
	if len(cells) <= width {
		return cells, from, to
	}
	const before = 20 // columns kept before a span too long to be centred
	first := 0
	if to > width-1 {
		first = min(max(from-max(before, (width-(to-from))/2), 0), len(cells)-width)
	}
	kept = append([]string(nil), cells[first:min(first+width, len(cells))]...)
	if first > 0 {
		kept[0] = "…"
		if len(kept) > 1 && kept[1] == "" {
			kept[1] = " "
		}
	}
	if first+width < len(cells) {
		last := len(kept) - 1
		kept[last] = "…"
		if last > 0 && cells[first+last] == "" {
			kept[last-1] = " "
		}
	}
	newFrom = min(max(from-first, 0), len(kept))
	return kept, newFrom, max(newFrom+1, min(to-first, len(kept)))
}

// visible replaces what would disturb a terminal or a line: control characters and bytes that are no text.
func visible(s string) string { return strings.Map(printable, s) }

func printable(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
		return '\uFFFD'
	}
	return r
}

// wide are the ranges of characters that take two columns (Unicode Standard Annex 11, the larger blocks).
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115F, 1}, {0x2E80, 0x303E, 1}, {0x3041, 0x33FF, 1}, {0x3400, 0x4DBF, 1}, {0x4E00, 0xA4CF, 1}, {0xA960, 0xA97F, 1},
		{0xAC00, 0xD7A3, 1}, {0xF900, 0xFAFF, 1}, {0xFE30, 0xFE6F, 1}, {0xFF00, 0xFF60, 1}, {0xFFE0, 0xFFE6, 1},
	},
	R32: []unicode.Range32{{0x1F300, 0x1F64F, 1}, {0x1F680, 0x1F6FF, 1}, {0x1F900, 0x1F9FF, 1}, {0x20000, 0x3FFFD, 1}},
}

// columns is the number of columns that r takes on a terminal.
func columns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me), r == '\u200D':
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}
