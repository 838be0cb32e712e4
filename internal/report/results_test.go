package report

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/record"
)

func TestRead(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "summary.json", `{"time_step_ms": 0.5, "steps": 4, "units": {"b": {"V": "mV"}}}`)
	put(t, dir, "spikes.csv", "population,neuron,time_ms\nb,1,0.5\na,3,1.5\n")
	put(t, dir, "traces/b.csv", "time_ms,neuron,V,w\n0.5,0,-70,\n0.5,1,-71,2\n1,0,-60.5,NaN\n")
	got := read(t, dir)
	want := &Results{
		Summary: record.Summary{TimeStep: 0.5, Steps: 4, Units: map[string]map[string]string{"b": {"V": "mV"}}},
		Spikes:  []record.Spike{{Population: "b", Neuron: 1, Time: 0.5}, {Population: "a", Neuron: 3, Time: 1.5}},
		Series: []Series{
			{"b", "V", 0, []float64{0.5, 1}, []float64{-70, -60.5}},
			{"b", "V", 1, []float64{0.5}, []float64{-71}},
			{"b", "w", 0, []float64{1}, []float64{math.NaN()}},
			{"b", "w", 1, []float64{0.5}, []float64{2}},
		},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(x, y float64) bool { return x == y || x != x && y != y })); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a", "b"}, got.populations()); diff != "" {
		t.Error(diff)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"spikes.csv", "", `spikes.csv:1: the header is not population,neuron,time_ms…`},
		{"spikes.csv", "time,neuron\n", `spikes.csv:1: the header is not`},
		{"spikes.csv", "population,neuron,time_ms\na,0,1\na,0,soon\n", `spikes.csv:3: time_ms: "soon" is not a number`},
		{"spikes.csv", "population,neuron,time_ms\na,-1,1\n", `spikes.csv:2: neuron: "-1" is not a neuron's number`},
		{"spikes.csv", "population,neuron,time_ms\na,1\n", "wrong number of fields"},
		{"spikes.csv", "population,neuron,time_ms\na,1,NaN\n", `time_ms: "NaN" is no time`},
		{"traces/a.csv", "time_ms,neuron,V\n0,0,-7o\n", `a.csv:2: V: "-7o" is not a number`},
		{"summary.json", "{", "unexpected end of JSON input"},
	} {
		dir := t.TempDir()
		put(t, dir, "summary.json", "{}")
		put(t, dir, c.file, c.text)
		if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s", c.text, err, c.want)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "results folder of a finished run?") {
		t.Error(err)
	}
}
