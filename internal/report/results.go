package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spikelet/spikelet/internal/record"
)

// Results is what a run left in its folder.
type Results struct {
	Summary record.Summary
	Spikes  []record.Spike // as in the file: by time, population, neuron
	Series  []Series       // by population, variable (as in the file), neuron
}

// Series is one recorded variable of one neuron.
type Series struct {
	Population, Variable string
	Neuron               int
	Times, Values        []float64 // ms; in the variable's unit
}

// Read reads the results in dir. spikes.csv and traces may be missing, summary.json may not.
func Read(dir string) (*Results, error) {
	r := &Results{}
	if err := r.readSummary(filepath.Join(dir, "summary.json")); err != nil {
		return nil, err
	}
	if err := r.readSpikes(filepath.Join(dir, "spikes.csv")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	traces, err := filepath.Glob(filepath.Join(dir, "traces", "*.csv"))
	if err != nil {
		return nil, err
	}
	for _, path := range traces {
		if err := r.readTraces(path); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *Results) readSummary(path string) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s does not exist: is %s the results folder of a finished run?", path, filepath.Dir(path))
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &r.Summary); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func (r *Results) readSpikes(path string) error {
	return readTable(path, []string{"population", "neuron", "time_ms"}, func(t *table) {
		r.Spikes = append(r.Spikes, record.Spike{Population: t.text(0), Neuron: t.index(1), Time: t.time(2)})
	})
}

// readTraces reads the samples of the population that the file is named after. An empty cell is no sample.
func (r *Results) readTraces(path string) error {
	population := strings.TrimSuffix(filepath.Base(path), ".csv")
	type key struct{ column, neuron int }
	found := map[key]*Series{}
	var order []key
	err := readTable(path, []string{"time_ms", "neuron"}, func(t *table) {
		time, neuron := t.time(0), t.index(1)
		for column := 2; column < len(t.header); column++ {
			if t.text(column) == "" {
				continue
			}
			k := key{column, neuron}
			s := found[k]
			if s == nil {
				s = &Series{Population: population, Variable: t.header[column], Neuron: neuron}
				found[k], order = s, append(order, k)
			}
			s.Times, s.Values = append(s.Times, time), append(s.Values, t.number(column))
		}
	})
	slices.SortFunc(order, func(a, b key) int {
		if a.column != b.column {
			return a.column - b.column
		}
		return a.neuron - b.neuron
	})
	for _, k := range order {
		r.Series = append(r.Series, *found[k])
	}
	return err
}

// populations are the names of all populations that left anything, in alphabetical order.
func (r *Results) populations() []string {
	var names []string
	for name := range r.Summary.Spikes {
		names = append(names, name)
	}
	for _, s := range r.Series {
		names = append(names, s.Population)
	}
	for _, s := range r.Spikes {
		if len(names) == 0 || names[len(names)-1] != s.Population {
			names = append(names, s.Population)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// span is the time of the run, ms.
func (r *Results) span() interval {
	return interval{r.Summary.Start, r.Summary.Start + float64(r.Summary.Steps)*r.Summary.TimeStep}
}
