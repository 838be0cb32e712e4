package record

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/modeltest"
	"github.com/spikelet/spikelet/internal/population"
)

// ticking counts steps and fires at every multiple of a parameter.
const ticking = `
model ticking:
    state:
        count integer = 0 @alias::n
    parameters:
        period integer = 1
        offset real = 0.5
    equations:
        recordable inline half real = count * offset
    input:
        spikes <- spike
    output:
        spike
    update:
        count += 1
    onCondition(count % period == 0):
        emit_spike()
`

var tenths = grid.Grid{Dt: 0.1}

func ticks(t testing.TB, name string, periods ...float64) *population.Population {
	t.Helper()
	p, err := population.New(population.Spec{
		Name: name, Model: modeltest.Parse(t, ticking), Shape: []int{len(periods)}, Grid: tenths, Seed: 1,
		Parameters: map[string]draw.Source{"period": draw.List(periods)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// run steps the populations and records.
func run(t testing.TB, requests []Request, sink Sink, steps int64, populations ...*population.Population) {
	t.Helper()
	recorder, err := New(requests, sink, tenths)
	if err != nil {
		t.Fatal(err)
	}
	for k := range steps {
		for _, p := range populations {
			p.SetSpikes(make([]float64, p.Size()), make([]uint8, p.Size()))
			p.Step(k)
		}
		sample(recorder, k+1)
		if err := recorder.Observe(k + 1); err != nil {
			t.Fatal(err)
		}
	}
}

// sample takes what the recorder's samplers are due.
func sample(r *Recorder, k int64) {
	for _, s := range r.Samplers() {
		if s.Due(k) {
			s.Take(k, 0, s.Population().Size())
		}
	}
}

func TestMemory(t *testing.T) {
	b, a := ticks(t, "b", 2, 4, 2), ticks(t, "a", 4)
	requests := []Request{
		{Population: b, Neurons: []int32{2, 0}, Spikes: true, Variables: []string{"n", "half"}, Interval: 2},
		{Population: a, Neurons: []int32{0}, Spikes: true},
		{Population: b, Neurons: []int32{1}, Spikes: true, Interval: 1},
	}
	memory := NewMemory(requests)
	run(t, requests, memory, 4, b, a)
	want := []Spike{{"b", 0, 0.2}, {"b", 2, 0.2}, {"a", 0, 0.4}, {"b", 0, 0.4}, {"b", 1, 0.4}, {"b", 2, 0.4}}
	if diff := cmp.Diff(want, memory.Spiked); diff != "" {
		t.Errorf("spikes (-want +got):\n%s", diff)
	}
	traces := []Trace{{
		Population: "b", Neurons: []int{2, 0}, Variables: []string{"n", "half"}, Times: []float64{0.2, 0.4},
		Values: [][]float64{{2, 2, 4, 4}, {1, 1, 2, 2}},
	}}
	if diff := cmp.Diff(traces, memory.Traces()); diff != "" {
		t.Errorf("traces (-want +got):\n%s", diff)
	}
}

func TestUnknownVariable(t *testing.T) {
	requests := []Request{{Population: ticks(t, "a", 1), Neurons: []int32{0}, Variables: []string{"cuont"}, Interval: 1}}
	_, err := New(requests, NewMemory(requests), tenths)
	if err == nil || !strings.Contains(err.Error(), "did you mean count?") {
		t.Errorf("error %v", err)
	}
}

func contents(t *testing.T, parts ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCSV(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "results [1]")
	b, a := ticks(t, "b", 2, 4), ticks(t, "a", 4)
	requests := []Request{
		{Population: b, Neurons: []int32{1, 0}, Spikes: true, Variables: []string{"count"}, Interval: 2},
		{Population: b, Neurons: []int32{1}, Variables: []string{"half", "count"}, Interval: 1},
		{Population: a, Neurons: []int32{0}, Spikes: true},
	}
	sink, err := NewCSV(dir, requests)
	if err != nil {
		t.Fatal(err)
	}
	run(t, requests, sink, 4, b, a)
	if _, err := os.Stat(filepath.Join(dir, "spikes.csv")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("spikes.csv is there before it is complete: %v", err)
	}
	if err := sink.Close(); err != nil {
		t.Fatal(err)
	}
	want := "population,neuron,time_ms\nb,0,0.2\na,0,0.4\nb,0,0.4\nb,1,0.4\n"
	if diff := cmp.Diff(want, contents(t, dir, "spikes.csv")); diff != "" {
		t.Errorf("spikes.csv (-want +got):\n%s", diff)
	}
	want = "time_ms,neuron,count,half\n" +
		"0.1,1,1,0.5\n" +
		"0.2,0,2,\n0.2,1,2,1\n" +
		"0.30000000000000004,1,3,1.5\n" +
		"0.4,0,4,\n0.4,1,4,2\n"
	if diff := cmp.Diff(want, contents(t, dir, "traces", "b.csv")); diff != "" {
		t.Errorf("traces/b.csv (-want +got):\n%s", diff)
	}
}

func TestResultsOfAnEarlierRunDoNotStay(t *testing.T) {
	dir := t.TempDir()
	a, b := ticks(t, "a", 1), ticks(t, "b", 1)
	record := func(p *population.Population, spikes bool) {
		requests := []Request{{Population: p, Neurons: []int32{0}, Spikes: spikes, Variables: []string{"count"}, Interval: 1}}
		sink, err := NewCSV(dir, requests)
		if err != nil {
			t.Fatal(err)
		}
		run(t, requests, sink, 1, p)
		if err := sink.Close(); err != nil {
			t.Fatal(err)
		}
	}
	list := func() []string {
		var names []string
		for _, pattern := range []string{"*", "traces/*"} {
			found, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range found {
				name, _ := filepath.Rel(dir, path)
				names = append(names, filepath.ToSlash(name))
			}
		}
		return names
	}
	record(a, true)
	if err := WriteSummary(dir, &Summary{Steps: 1}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"spikes.csv", "summary.json", "traces", "traces/a.csv"}, list()); diff != "" {
		t.Errorf("after the first run (-want +got):\n%s", diff)
	}
	record(b, false)
	if diff := cmp.Diff([]string{"traces", "traces/b.csv"}, list()); diff != "" {
		t.Errorf("after the second run (-want +got):\n%s", diff)
	}
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := NewCSV(filepath.Join(blocked, "results"), nil); err == nil {
		t.Error("no error")
	}
}

func TestFloatsReadBack(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", 0.1: "0.1", -70: "-70", 1e-7: "1e-07", 0.001: "0.001", 123456789: "123456789", 1e21: "1e+21", 1.0 / 3: "0.3333333333333333",
	} {
		if got := string(appendFloat(nil, x)); got != want {
			t.Errorf("%v is written as %s, want %s", x, got, want)
		}
	}
	for _, x := range []float64{math.Copysign(0, -1), 5e-324, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.Pi * 1e-9, 0.1 + 0.2} {
		back, err := strconv.ParseFloat(string(appendFloat(nil, x)), 64)
		if err != nil || math.Float64bits(back) != math.Float64bits(x) {
			t.Errorf("%v reads back as %v, %v", x, back, err)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	const cells = 100
	p := ticks(b, "p", make([]float64, cells)...)
	neurons := make([]int32, cells)
	for i := range neurons {
		neurons[i] = int32(i)
	}
	requests := []Request{{Population: p, Neurons: neurons, Spikes: true, Variables: []string{"count", "half"}, Interval: 1}}
	sink, err := NewCSV(b.TempDir(), requests)
	if err != nil {
		b.Fatal(err)
	}
	recorder, err := New(requests, sink, tenths)
	if err != nil {
		b.Fatal(err)
	}
	step := int64(0)
	b.ReportAllocs()
	for b.Loop() {
		step++
		sample(recorder, step)
		if err := recorder.Observe(step); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/cells/2, "ns/value")
}
