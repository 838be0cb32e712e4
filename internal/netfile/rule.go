package netfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// ruleNames are the rules that files may name, those of this version first.
var ruleNames = []string{
	"all_to_all", "one_to_one", "list",
	"fixed_indegree", "fixed_outdegree", "fixed_total_number", "pairwise_bernoulli", "pairwise_poisson", "fixed_degree",
}

// rulesNow is how many of them this version has.
const rulesNow = 3

// rule reads the name of a rule, or a mapping of its name and options.
func (r *reader) rule(n *node, c *connection) rule {
	made := rule{name: "all_to_all", self: true, multiple: true}
	if n == nil {
		return made
	}
	if n.kind == scalar {
		n = &node{place: n.place, kind: mapping, entries: []entry{{key: &node{place: n.place, kind: scalar, text: "name"}, value: n}}}
	}
	f, ok := r.fields(n, n.place, c.what+".rule", "name", "edges", "self", "multiple",
		"indegree", "outdegree", "number", "probability", "mean", "degree")
	if !ok {
		return made
	}
	named := r.must(f, "name", "all_to_all")
	name, ok := r.choice(named, "connection rule called", ruleNames...)
	if !ok {
		return made
	}
	for _, later := range ruleNames[rulesNow:] {
		if name == later {
			r.unsupported(named.place, "the rule "+name, ruleNames[:rulesNow]...)
			return made
		}
	}
	made.name = name
	r.ruleOptions(f, c, &made)
	return made
}

// ruleOptions reads what a rule of this version may have beside its name.
func (r *reader) ruleOptions(f fields, c *connection, made *rule) {
	if n := r.get(f, "self"); n != nil {
		made.self, _ = r.truth(n, c.what+".rule.self")
	}
	if n := r.get(f, "multiple"); n != nil {
		made.multiple, _ = r.truth(n, c.what+".rule.multiple")
	}
	for _, e := range f.mapping.entries {
		switch e.key.text {
		case "indegree", "outdegree", "number", "probability", "mean", "degree":
			r.report(e.key.place, "unknown-key", fmt.Sprintf("the rule %s has no %s", made.name, e.key.text), "", "leave it out")
		case "edges":
			if made.name != "list" {
				r.report(e.key.place, "unknown-key", fmt.Sprintf("the rule %s has no edges", made.name), "", "write name: list")
			}
		}
	}
	if made.name != "list" {
		return
	}
	if n := r.must(f, "edges", "[[0, 1], [1, 2]]"); n != nil {
		r.edges(n, c, made)
	}
}

// edges reads a list of pairs, or the name of a CSV file with two columns.
func (r *reader) edges(n *node, c *connection, made *rule) {
	what := c.what + ".rule.edges"
	if n.kind == scalar {
		in, ok := r.file(n, what, r.limits.table)
		if ok {
			made.edges = r.edgeTable(in, n)
			made.edgesText = yamlText(inputsFolder + "/" + in.name)
		}
		return
	}
	if n.kind != sequence {
		r.report(n.place, "wrong-type", fmt.Sprintf("%s is a list of pairs or the name of a CSV file, not %s", what, n.kind), "", "")
		return
	}
	var text []string
	for i, item := range n.items {
		if item.kind != sequence || len(item.items) != 2 {
			r.report(item.place, "wrong-type", fmt.Sprintf("item %d of %s is no pair [source, target]", i, what),
				"an edge joins a position among the sources to one among the targets", "")
			continue
		}
		var edge [2]int
		for j, end := range item.items {
			edge[j] = r.position(end, c, j)
		}
		made.edges = append(made.edges, edge)
		text = append(text, fmt.Sprintf("[%d, %d]", edge[0], edge[1]))
	}
	made.edgesText = "[" + strings.Join(text, ", ") + "]"
}

// position reads one end of an edge: 0 that among the sources, 1 that among the targets.
func (r *reader) position(n *node, c *connection, end int) int {
	count, what := c.from.count(), "sources"
	if end == 1 {
		count, what = c.to.count(), "targets"
	}
	position, ok := r.integer(n, "a position", 0, math.MaxInt32)
	if ok && count > 0 && int(position) >= count {
		message := fmt.Sprintf("there is no position %d among %d %s: they count from 0", position, count, what)
		r.report(n.place, "out-of-range", message, "", "")
	}
	return int(position)
}

// edgeTable reads the two columns of a CSV file: positions among the sources and the targets. A first line of words is a
// header.
func (r *reader) edgeTable(in *input, at *node) [][2]int {
	table := newLocator(in.source)
	rows := csv.NewReader(strings.NewReader(in.source.Text))
	rows.Comment, rows.TrimLeadingSpace, rows.ReuseRecord, rows.FieldsPerRecord = '#', true, true, 2
	var edges [][2]int
	wrong := 0
	for i := 0; ; i++ {
		row, err := rows.Read()
		if err == io.EOF && i > 0 {
			return edges
		}
		if errors.Is(err, csv.ErrFieldCount) {
			line, _ := rows.FieldPos(0)
			r.report(table.cell(line, 1, 1), "table", "a list of connections has two columns: source and target", "", "")
			return nil
		}
		if err != nil {
			r.brokenTable(table, at.place, err)
			return nil
		}
		if i == 0 && isHeader(row) {
			continue
		}
		var edge [2]int
		for j, cell := range row {
			position, err := strconv.ParseInt(strings.TrimSpace(cell), 10, 32)
			if err != nil || position < 0 {
				line, col := rows.FieldPos(j)
				r.report(table.cell(line, col, len(cell)), "wrong-number", quoted(cell)+" is no position: they count from 0", "", "")
				wrong++
			}
			edge[j] = int(position)
		}
		if wrong >= shownCells {
			return nil
		}
		edges = append(edges, edge)
	}
}

// isHeader reports whether no cell of a row is a number.
func isHeader(row []string) bool {
	for _, cell := range row {
		if _, err := strconv.ParseFloat(strings.TrimSpace(cell), 64); err == nil {
			return false
		}
	}
	return true
}
