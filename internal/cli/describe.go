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

// equations are the lines of the model's equations block, without comments.
func equations(m *spikelet.Model) []string {
	source := diag.NewSource(m.Name(), m.Source())
	file, _ := parser.Parse(source)
	if len(file.Models) == 0 || file.Models[0].Equations == nil {
		return []string{}
	}
	block := file.Models[0].Equations
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
