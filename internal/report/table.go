package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
)

// table is a CSV file being read: its current row, and the first thing that is wrong in it.
type table struct {
	header, row []string
	err         error
}

// readTable calls row for every row of the CSV file at path, whose header begins with the columns of first. Errors say
// file and line.
func readTable(path string, first []string, row func(*table)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.ReuseRecord = true
	t := &table{}
	if t.row, err = reader.Read(); err != nil && err != io.EOF {
		return fmt.Errorf("%s: %w", path, err)
	}
	t.header = slices.Clone(t.row)
	if len(t.header) < len(first) || !slices.Equal(t.header[:len(first)], first) {
		return fmt.Errorf("%s:1: the header is not %s…", path, strings.Join(first, ","))
	}
	for {
		if t.row, err = reader.Read(); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if row(t); t.err != nil {
			line, _ := reader.FieldPos(0)
			return fmt.Errorf("%s:%d: %w", path, line, t.err)
		}
	}
}

func (t *table) text(column int) string { return t.row[column] }

// number reads a float64; a cell that is none is the row's error.
func (t *table) number(column int) float64 {
	x, err := strconv.ParseFloat(t.row[column], 64)
	if err != nil {
		t.err = errors.Join(t.err, fmt.Errorf("%s: %q is not a number", t.header[column], t.row[column]))
	}
	return x
}

// time reads a time in ms: a finite number.
func (t *table) time(column int) float64 {
	x := t.number(column)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		t.err = errors.Join(t.err, fmt.Errorf("%s: %q is no time", t.header[column], t.row[column]))
	}
	return x
}

// index reads a neuron's number, counted from 0.
func (t *table) index(column int) int {
	i, err := strconv.Atoi(t.row[column])
	if err != nil || i < 0 {
		t.err = errors.Join(t.err, fmt.Errorf("%s: %q is not a neuron's number", t.header[column], t.row[column]))
	}
	return i
}
