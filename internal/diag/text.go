package diag

import (
	"fmt"
	"strings"
)

// Style says how Format renders diagnostics.
type Style struct {
	Colour bool // with ANSI escape sequences, for a terminal
	Width  int  // columns for a source line, 100 if 0; a longer line is cut around the span
	Limit  int  // diagnostics shown, 100 if 0; of the rest only the number is given
}

// Text renders all diagnostics without colour.
func (l *List) Text() string { return l.Format(Style{}) }

// Format renders the diagnostics in the order of All: file:line:column, what is wrong, the source line with the span
// marked, the reason and the remedy.
func (l *List) Format(style Style) string {
	if style.Width <= 0 {
		style.Width = 100
	}
	if style.Limit <= 0 {
		style.Limit = 100
	}
	r := renderer{style: style}
	all := l.All()
	for i := range all {
		if i == style.Limit {
			fmt.Fprintf(&r.out, "and %s more\n", counted(len(all)-i, "diagnostic"))
			break
		}
		r.diagnostic(&all[i])
	}
	return r.out.String()
}

// Summary counts: "2 errors, 1 warning". It is empty when there is neither.
func (l *List) Summary() string {
	var count [Note + 1]int
	for _, d := range l.items {
		count[d.Severity]++
	}
	var parts []string
	for _, s := range []Severity{Error, Warning} {
		if count[s] > 0 {
			parts = append(parts, counted(count[s], s.String()))
		}
	}
	return strings.Join(parts, ", ")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// The escape sequences of the severities and of the rest.
const (
	red, yellow, cyan = "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m"
	bold, faint       = "\x1b[1m", "\x1b[2m"
	plain             = "\x1b[0m"
)

func (s Severity) colour() string { return [...]string{red, yellow, cyan}[s] }

type renderer struct {
	style Style
	out   strings.Builder
}

func (r *renderer) paint(colour, text string) string {
	if !r.style.Colour || text == "" {
		return text
	}
	return colour + text + plain
}

func (r *renderer) diagnostic(d *Diagnostic) {
	if d.Source != nil {
		p := d.Source.Position(d.Span.Start)
		r.out.WriteString(r.paint(bold, fmt.Sprintf("%s:%d:%d:", visible(d.Source.Name), p.Line, p.Column)) + " ")
	}
	r.out.WriteString(r.paint(d.Severity.colour(), d.Severity.String()+":") + " " + r.paint(bold, visible(d.Message)))
	if d.Code != "" {
		r.out.WriteString(r.paint(faint, " ["+d.Code+"]"))
	}
	r.out.WriteByte('\n')
	if d.Source != nil {
		r.excerpt(d)
	}
	r.remark("why", d.Why)
	r.remark("fix", d.Fix)
}

// remark writes "  why: text", further lines of the text below the first.
func (r *renderer) remark(label, text string) {
	if text == "" {
		return
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = visible(lines[i])
	}
	r.out.WriteString("  " + r.paint(bold, label+":") + " " + strings.Join(lines, "\n       ") + "\n")
}

// excerpt writes the first line of the span and the carets below it.
func (r *renderer) excerpt(d *Diagnostic) {
	text, start, end := d.Source.firstLine(d.Span)
	if text == "" {
		return
	}
	cells, from, to := layOut(text, start, end)
	cells, from, to = clip(cells, from, to, r.style.Width)
	number := fmt.Sprintf("%5d", d.Source.Position(d.Span.Start).Line)
	gutter := strings.Repeat(" ", len(number))
	r.out.WriteString(r.paint(faint, number+" |") + " " + strings.TrimRight(strings.Join(cells, ""), " ") + "\n")
	r.out.WriteString(r.paint(faint, gutter+" |") + " " + strings.Repeat(" ", from) +
		r.paint(d.Severity.colour(), strings.Repeat("^", to-from)) + "\n")
}

// firstLine returns the line in which the span begins, and the part of it that the span covers, in bytes.
func (s *Source) firstLine(span Span) (text string, start, end int) {
	line := s.Position(span.Start).Line
	text = s.Line(line)
	begin := s.lines[line-1]
	start = min(max(span.Start-begin, 0), len(text))
	end = min(max(span.End-begin, start), len(text))
	return text, start, end
}
