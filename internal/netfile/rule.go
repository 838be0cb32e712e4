package netfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// ruleOptions are the rules that files may name, each with the option that it alone has.
var ruleOptions = []struct{ name, option string }{
	{"all_to_all", ""}, {"one_to_one", ""}, {"list", "edges"},
	{"fixed_indegree", "indegree"}, {"fixed_outdegree", "outdegree"}, {"fixed_total_number", "number"},
	{"pairwise_bernoulli", "probability"}, {"pairwise_poisson", "mean"}, {"fixed_degree", "degree"},
}

func ruleNames() (names, options []string) {
	for _, r := range ruleOptions {
		names = append(names, r.name)
		if r.option != "" {
			options = append(options, r.option)
		}
	}
	return names, options
}

// rule reads the name of a rule, or a mapping of its name and options.
func (r *reader) rule(n *node, c *connection) rule {
	made := rule{name: "all_to_all", self: true, multiple: true}
	if n == nil {
		return made
	}
	if n.kind == scalar {
		n = &node{place: n.place, kind: mapping, entries: []entry{{key: &node{place: n.place, kind: scalar, text: "name"}, value: n}}}
	}
	names, options := ruleNames()
	f, ok := r.fields(n, n.place, c.what+".rule", slices.Concat([]string{"name", "self", "multiple"}, options)...)
	if !ok {
		return made
	}
	named := r.must(f, "name", "all_to_all")
	name, ok := r.choice(named, "connection rule called", names...)
	if !ok {
		return made
	}
	made.name, made.at = name, named.place
	if n := r.get(f, "self"); n != nil {
		made.self, _ = r.truth(n, c.what+".rule.self")
	}
	if n := r.get(f, "multiple"); n != nil {
		made.multiple, _ = r.truth(n, c.what+".rule.multiple")
	}
	r.ruleOption(f, c, &made)
	return made
}

// ruleOption reads the option that one rule alone has, and reports those of others.
func (r *reader) ruleOption(f fields, c *connection, made *rule) {
	own := ""
	for _, o := range ruleOptions {
		if o.name == made.name {
			own = o.option
			continue
		}
		if e, ok := f.mapping.find(o.option); ok {
			fix := "leave it out, or write name: " + o.name
			r.report(e.key.place, "unknown-key", fmt.Sprintf("the rule %s has no %s", made.name, o.option), "", fix)
		}
	}
	what := c.what + ".rule." + own
	ok := true
	switch own {
	case "":
		return
	case "edges":
		if n := r.must(f, own, "[[0, 1], [1, 2]]"); n != nil {
			r.edges(n, c, made)
		}
		return
	case "probability", "mean":
		made.chance, ok = r.chance(r.must(f, own, "0.1"), what, own == "probability")
		made.options = fmt.Sprintf(", %s: %s", own, number("", "1").text(made.chance))
	default:
		if n := r.must(f, own, "100"); n != nil {
			made.number, ok = r.integer(n, what, 0, math.MaxInt32)
		}
		made.options = fmt.Sprintf(", %s: %d", own, made.number)
	}
	if ok && own == "mean" && !made.multiple {
		r.report(made.at, "invalid", "pairwise_poisson may connect a pair several times, which multiple: false forbids", "",
			"write multiple: true, or name: pairwise_bernoulli")
	}
}

// chance reads a probability, or a number that is not negative.
func (r *reader) chance(n *node, what string, probability bool) (float64, bool) {
	x, ok := r.quantity(n, number(what, "1"))
	switch {
	case !ok:
		return 0, false
	case probability && !(x >= 0 && x <= 1):
		r.report(n.place, "out-of-range", fmt.Sprintf("%s is between 0 and 1, not %s", what, quoted(n.text)), "", "")
	case x < 0:
		r.report(n.place, "out-of-range", fmt.Sprintf("%s is at least 0, not %s", what, quoted(n.text)), "", "")
	default:
		return x, true
	}
	return 0, false
}

// checkDirection reports a rule without direction where a synapse has one.
func (r *reader) checkDirection(c *connection) {
	if c.rule.name == "fixed_degree" && c.synapse.model != gapJunction {
		r.report(c.rule.at, "wrong-rule", "fixed_degree joins neurons by gap junctions, not by synapses of the model "+c.synapse.model,
			"spikes have a direction, and with it an indegree and an outdegree", "write name: fixed_indegree, or name: fixed_outdegree")
	}
}

// edges reads a list of pairs, or the name of a CSV file with two columns.
func (r *reader) edges(n *node, c *connection, made *rule) {
	what := c.what + ".rule.edges"
	if n.kind == scalar {
		in, ok := r.file(n, what, r.limits.table)
		if ok {
			made.edges = r.edgeTable(in, n)
			made.options = ", edges: " + yamlText(inputsFolder+"/"+in.name)
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
	made.options = ", edges: [" + strings.Join(text, ", ") + "]"
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
