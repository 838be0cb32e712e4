package netfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/unit"
)

// shownCells bounds the wrong cells of a column that are reported.
const shownCells = 10

// fileValues reads {file: values.csv, column: NAME, unit: UNIT}. The first line of the file names its columns. The unit of a
// column is that key, or stands behind its name, "C_m (pF)"; where it is neither, each cell carries its own.
func (r *reader) fileValues(n *node, w wanted) (values, bool) {
	xs, text, ok := r.fileNumbers(n, &w)
	if ok && w.count > 0 && len(xs) != w.count {
		r.report(n.place, "wrong-count", fmt.Sprintf("%s has %d values for %d %s", w.name, len(xs), w.count, w.of),
			"a column has one value for each", "")
		ok = false
	}
	return values{spikelet.List(xs...), text}, ok
}

// fileNumbers reads the numbers of such a form, and the text that stands for them in a network file. A w of any unit gets
// that of the column.
func (r *reader) fileNumbers(n *node, w *wanted) (xs []float64, text string, ok bool) {
	f, _ := r.fields(n, n.place, w.name, "file", "column", "unit")
	at := r.must(f, "file", "values.csv")
	if at == nil {
		return nil, "", false
	}
	in, ok := r.file(at, "the file of "+w.name, r.limits.table)
	if !ok {
		return nil, "", false
	}
	c := column{reader: r, table: newLocator(in.source), wanted: w, at: at.place}
	if !c.named(f) {
		return nil, "", false
	}
	xs, ok = c.read()
	text = fmt.Sprintf("{file: %s, column: %s", yamlText(inputsFolder+"/"+in.name), yamlText(c.name))
	if c.unitText != "" {
		text += ", unit: " + yamlText(c.unitText)
	}
	return xs, text + "}", ok
}

// column is a column of a table that is being read.
type column struct {
	reader   *reader
	table    *locator
	wanted   *wanted
	at       place     // of the file's name in the network file
	name     string    // as the network file gives it
	namedAt  place     // where it does
	unitText string    // of the key "unit"
	unit     unit.Unit // of the cells, as far as hasUnit
	hasUnit  bool
}

// named reads the keys column and unit; a column is called like what it is for unless the file says otherwise.
func (c *column) named(f fields) bool {
	r := c.reader
	c.name, c.namedAt = c.wanted.key, c.at
	if n := r.get(f, "column"); n != nil {
		name, ok := r.word(n, "the column of "+c.wanted.name)
		if !ok {
			return false
		}
		c.name, c.namedAt = name, n.place
	}
	n := r.get(f, "unit")
	if n == nil {
		return true
	}
	text, ok := r.word(n, "the unit of "+c.wanted.name)
	c.unitText = text
	return ok && c.setUnit(text, n.place)
}

// setUnit makes the unit written at a place that of all cells.
func (c *column) setUnit(text string, at place) bool {
	u, err := unit.Parse(text)
	var syntax *unit.ParseError
	switch {
	case errors.As(err, &syntax):
		c.reader.report(at, "wrong-unit", syntax.Error(), fmt.Sprintf("%s is %s", c.wanted.name, c.wanted.in()), "")
		return false
	case !c.wanted.decide(u) && !u.SameDimension(c.wanted.unit):
		c.reader.report(at, "wrong-unit", fmt.Sprintf("%s is %s, not in %s", c.wanted.name, c.wanted.in(), text), "", "")
		return false
	case c.hasUnit && u != c.unit:
		c.reader.report(at, "wrong-unit", fmt.Sprintf("%s is in %s here and in %v in the network file", c.name, text, c.unit), "",
			"leave out unit in the network file")
		return false
	}
	c.unit, c.hasUnit = u, true
	return true
}

// read returns the numbers of the column.
func (c *column) read() ([]float64, bool) {
	rows := csv.NewReader(strings.NewReader(c.table.source.Text))
	rows.Comment, rows.TrimLeadingSpace, rows.ReuseRecord = '#', true, true
	header, err := rows.Read()
	if err != nil {
		return nil, c.broken(err)
	}
	index, ok := c.find(header, rows)
	if !ok {
		return nil, false
	}
	var xs []float64
	wrong := 0
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return xs, wrong == 0
		}
		if err != nil {
			return nil, c.broken(err)
		}
		line, col := rows.FieldPos(index)
		x, ok := c.cell(row[index], line, col)
		if !ok {
			if wrong++; wrong == shownCells {
				return nil, false
			}
		}
		xs = append(xs, x)
	}
}

// find looks for the column in the header, by its whole title or by the name in front of the unit.
func (c *column) find(header []string, rows *csv.Reader) (index int, ok bool) {
	var names []string
	for i, title := range header {
		name, inBrackets := splitTitle(title)
		names = append(names, name)
		if name != c.name && strings.TrimSpace(title) != c.name {
			continue
		}
		line, col := rows.FieldPos(i)
		return i, inBrackets == "" || c.setUnit(inBrackets, c.place(line, col, title))
	}
	c.reader.unknown(c.namedAt, "unknown-name", "column of "+c.table.source.Name+" called", c.name, names)
	return 0, false
}

// splitTitle divides "C_m (pF)" into name and unit.
func splitTitle(title string) (name, unitText string) {
	title = strings.TrimSpace(title)
	open := strings.LastIndexAny(title, "([")
	if open <= 0 || !strings.ContainsAny(title[len(title)-1:], ")]") {
		return title, ""
	}
	return strings.TrimSpace(title[:open]), strings.TrimSpace(title[open+1 : len(title)-1])
}

// cell reads one number, in internal units.
func (c *column) cell(text string, line, col int) (float64, bool) {
	if c.hasUnit && !c.wanted.whole && !c.wanted.truth {
		if x, err := unit.ConvertText(text, c.unit, c.wanted.unit); err == nil {
			return x, true
		}
	}
	n := &node{place: c.place(line, col, text), kind: scalar, text: text, plain: true}
	if c.hasUnit && c.unit != unit.One {
		if _, err := unit.ParseAs(text, unit.One); err == nil {
			n.text += " " + c.unit.String()
			n.plain = false
		}
	}
	if q, err := unit.ParseQuantity(n.text); err == nil {
		c.wanted.decide(q.Unit)
	}
	of := *c.wanted
	of.name = fmt.Sprintf("%s in line %d", c.name, line)
	return c.reader.quantity(n, of)
}

// place is that of a text at a line and byte column of the table.
func (c *column) place(line, col int, text string) place {
	return c.table.cell(line, col, len(text))
}

// broken reports a table that is no CSV.
func (c *column) broken(err error) bool {
	c.reader.brokenTable(c.table, c.at, err)
	return false
}

// brokenTable reports a file that is no CSV; at is where the network file names it.
func (r *reader) brokenTable(table *locator, at place, err error) {
	var syntax *csv.ParseError
	switch {
	case errors.Is(err, csv.ErrFieldCount) && errors.As(err, &syntax):
		r.report(table.cell(syntax.Line, 1, 1), "table", "this line has not as many cells as the first one", "", "")
	case errors.As(err, &syntax):
		r.report(table.cell(syntax.Line, syntax.Column, 1), "table", "this is no CSV: "+syntax.Err.Error(), "", "")
	case err == io.EOF:
		r.report(at, "table", "the table "+table.source.Name+" is empty", "", "")
	default:
		r.report(at, "table", fmt.Sprintf("the table %s cannot be read: %v", table.source.Name, err), "", "")
	}
}
