package record

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// CSV is a Sink that writes spikes.csv (population,neuron,time_ms) and traces/<population>.csv (time_ms,neuron,variables…)
// in a folder. Rows are ordered by time, population, neuron. Floats are written in the shortest form that reads back to the
// same bits. Files stand beside their names until Close.
type CSV struct {
	dir       string
	spikes    *file // nil when no spikes are asked for
	tables    []*table
	traces    []*file     // of tables
	byRequest map[int]int // index into tables
}

// NewCSV makes the folder and the files for requests. What an earlier run left there is replaced at Close; its summary is
// removed at once.
func NewCSV(dir string, requests []Request) (*CSV, error) {
	c := &CSV{dir: dir, tables: newTables(requests), byRequest: map[int]int{}}
	if err := os.MkdirAll(filepath.Join(dir, tracesDir), 0o777); err != nil {
		return nil, err
	}
	if err := os.Remove(filepath.Join(dir, summaryFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if slices.ContainsFunc(requests, func(r Request) bool { return r.Spikes }) {
		f, err := create(filepath.Join(dir, spikesFile))
		if err != nil {
			return nil, err
		}
		c.spikes = f
		f.buffer = append(f.buffer, "population,neuron,time_ms\n"...)
	}
	for i, t := range c.tables {
		for request := range t.places {
			c.byRequest[request] = i
		}
		f, err := create(filepath.Join(dir, tracesDir, t.population+".csv"))
		if err != nil {
			c.abandon()
			return nil, err
		}
		c.traces = append(c.traces, f)
		f.header(t.variables)
	}
	return c, nil
}

// Names of the results in their folder.
const (
	spikesFile  = "spikes.csv"
	tracesDir   = "traces"
	summaryFile = "summary.json"
)

func (f *file) header(variables []string) {
	f.buffer = append(f.buffer, "time_ms,neuron"...)
	for _, v := range variables {
		f.buffer = append(append(f.buffer, ','), v...)
	}
	f.buffer = append(f.buffer, '\n')
}

// Spikes implements Sink.
func (c *CSV) Spikes(population string, t float64, neurons []int32) error {
	for _, neuron := range neurons {
		b := append(append(c.spikes.buffer, population...), ',')
		b = append(strconv.AppendInt(b, int64(neuron), 10), ',')
		c.spikes.buffer = append(appendFloat(b, t), '\n')
	}
	return c.spikes.flushWhenFull()
}

// Sample implements Sink.
func (c *CSV) Sample(request int, _ float64, values [][]float64) error {
	c.tables[c.byRequest[request]].put(request, values)
	return nil
}

// EndStep implements Sink.
func (c *CSV) EndStep(t float64) error {
	for i, table := range c.tables {
		if !table.due {
			continue
		}
		if err := c.traces[i].rows(table, t); err != nil {
			return err
		}
		table.reset()
	}
	return nil
}

// rows writes the rows of table that have a cell.
func (f *file) rows(table *table, t float64) error {
	columns := len(table.variables)
	f.time = appendFloat(f.time[:0], t)
	for i, neuron := range table.neurons {
		filled := table.filled[i*columns : (i+1)*columns]
		if !slices.Contains(filled, true) {
			continue
		}
		b := append(append(f.buffer, f.time...), ',')
		b = strconv.AppendInt(b, int64(neuron), 10)
		for j, x := range table.cells[i*columns : (i+1)*columns] {
			b = append(b, ',')
			if filled[j] {
				b = appendFloat(b, x)
			}
		}
		f.buffer = append(b, '\n')
		if err := f.flushWhenFull(); err != nil {
			return err
		}
	}
	return nil
}

// appendFloat appends the shortest decimal that reads back to x, without exponent where that is short.
func appendFloat(b []byte, x float64) []byte {
	format := byte('f')
	if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(b, x, format, -1, 64)
}

// Close completes the files: they get their names, and what an earlier run left in their place is gone.
func (c *CSV) Close() error {
	var errs []error
	for _, f := range c.files() {
		errs = append(errs, f.complete())
	}
	return errors.Join(append(errs, c.removeOld())...)
}

// removeOld removes results of an earlier run that this one did not replace.
func (c *CSV) removeOld() error {
	var errs []error
	if c.spikes == nil {
		errs = append(errs, removeIfThere(filepath.Join(c.dir, spikesFile)))
	}
	entries, err := os.ReadDir(filepath.Join(c.dir, tracesDir))
	errs = append(errs, err)
	for _, entry := range entries {
		path := filepath.Join(c.dir, tracesDir, entry.Name())
		ours := slices.ContainsFunc(c.traces, func(f *file) bool { return f.path == path })
		if filepath.Ext(path) == ".csv" && !ours {
			errs = append(errs, removeIfThere(path))
		}
	}
	return errors.Join(errs...)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func (c *CSV) files() []*file {
	if c.spikes == nil {
		return c.traces
	}
	return append([]*file{c.spikes}, c.traces...)
}

// abandon closes and removes unfinished files.
func (c *CSV) abandon() {
	for _, f := range c.files() {
		f.abandon()
	}
}
