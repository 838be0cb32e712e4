package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/parser"
	"github.com/spikelet/spikelet/unit"
)

// describe explains a model: what it is and where it comes from, its equations and all that can be set, recorded or
// connected.
func describe(m *spikelet.Model) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", m.Name())
	for line := range strings.Lines(m.Doc()) {
		b.WriteString(strings.TrimRight("  "+strings.TrimSpace(line), " ") + "\n")
	}
	section(&b, "equations")
	for _, line := range equations(m) {
		b.WriteString("  " + line + "\n")
	}
	if lines := functions(m); len(lines) > 0 {
		section(&b, "functions")
		b.WriteString("  " + strings.Join(lines, "\n  ") + "\n")
	}
	describeVariables(&b, "parameters", m.Parameters(), true)
	describeVariables(&b, "states", m.States(), true)
	describeVariables(&b, "recordables, beside the states", m.Recordables(), false)
	section(&b, "ports")
	table := columns(&b)
	for _, p := range m.Ports() {
		takes := p.Unit
		if p.Spike {
			takes = "weights: " + shownUnit(p.Unit)
		}
		fmt.Fprintf(table, "  %s\t%s\t%s\n", p.Name, portKind(p), takes)
	}
	table.Flush()
	fmt.Fprintf(&b, "\ndefault solver\n  %s\n", solverName(m))
	return b.String()
}

func section(b *strings.Builder, title string) { b.WriteString("\n" + title + "\n") }

func columns(b *strings.Builder) *tabwriter.Writer { return tabwriter.NewWriter(b, 0, 0, 2, ' ', 0) }

func shownUnit(u string) string {
	if u == "" {
		return "plain numbers"
	}
	return u
}

func describeVariables(b *strings.Builder, title string, list []spikelet.Variable, defaults bool) {
	if len(list) == 0 {
		return
	}
	section(b, title)
	table := columns(b)
	for _, v := range list {
		name := v.Name
		if len(v.Aliases) > 0 {
			name += " (" + strings.Join(v.Aliases, ", ") + ")"
		}
		value := v.Unit
		if defaults {
			value = defaultText(v)
		}
		fmt.Fprintf(table, "  %s\t%s\t%s\n", name, value, v.Doc)
	}
	table.Flush()
}

// defaultText is the default of a variable in the unit that the model declares.
func defaultText(v spikelet.Variable) string {
	if v.Type == "bool" {
		return strconv.FormatBool(v.Default != 0)
	}
	u, err := unit.Parse(v.Unit)
	if err != nil {
		panic("cli: " + err.Error()) // the checker knows the unit
	}
	return unit.Quantity{Value: unit.Convert(v.Default, u.Internal(), u), Unit: u}.String()
}

// parsed is the syntax of a model's text.
func parsed(m *spikelet.Model) (*diag.Source, *ast.Model) {
	source := diag.NewSource(m.Name(), m.Source())
	file, _ := parser.Parse(source)
	return source, file.Models[0] // the model was read from this text
}

// functions are the lines of the model's functions.
func functions(m *spikelet.Model) []string {
	source, syntax := parsed(m)
	var lines []string
	for _, f := range syntax.Functions {
		text := strings.TrimRight(source.Text[f.Start:f.End], " \t\n")
		indent := f.Start - 1 - strings.LastIndexByte(source.Text[:f.Start], '\n')
		for line := range strings.SplitSeq(text, "\n") {
			lines = append(lines, strings.TrimRight(outdent(line, indent), " \t\r"))
		}
	}
	return lines
}

// outdent removes up to n spaces from the beginning of a line.
func outdent(line string, n int) string {
	for ; n > 0 && strings.HasPrefix(line, " "); n-- {
		line = line[1:]
	}
	return line
}

// equations are the lines of the model's equations block, without comments.
func equations(m *spikelet.Model) []string {
	source, syntax := parsed(m)
	if syntax.Equations == nil {
		return []string{}
	}
	block := syntax.Equations
	var spans []diag.Span
	for _, list := range [][]ast.Node{nodes(block.Inlines), nodes(block.ODEs), nodes(block.Kernels)} {
		for _, n := range list {
			spans = append(spans, n.Range())
		}
	}
	slices.SortFunc(spans, func(a, b diag.Span) int { return a.Start - b.Start })
	lines := make([]string, len(spans))
	for i, span := range spans {
		lines[i] = strings.Join(strings.Fields(source.Text[span.Start:span.End]), " ")
	}
	return lines
}

func nodes[N ast.Node](list []N) []ast.Node {
	made := make([]ast.Node, len(list))
	for i, n := range list {
		made[i] = n
	}
	return made
}
