package netfile

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

// mustRead reads a text that has to be right.
func mustRead(t *testing.T, text string, overrides ...string) *Simulation {
	t.Helper()
	s, said := tryRead(text, overrides...)
	if s == nil {
		t.Fatalf("not read:\n%s", said)
	}
	return s
}

// tryRead reads a text and returns what is said of it.
func tryRead(text string, overrides ...string) (*Simulation, string) {
	r := newReader("testdata", defaultLimits())
	var options Options
	for _, o := range overrides {
		options.Overrides = append(options.Overrides, Override{"--set", o})
	}
	s := r.read("net.yaml", text, options)
	return s, r.diagnostics.Text()
}

// cells is a network of iaf_psc_exp neurons with more about them.
func cells(size, more string) string {
	return "simulation: {duration: 10 ms}\npopulations:\n  cells: {model: iaf_psc_exp, size: " + size + more + "}\n"
}

func get(t *testing.T, s *Simulation, name string) []float64 {
	t.Helper()
	xs, err := s.Network.Population("cells").Get(name)
	if err != nil {
		t.Fatal(err)
	}
	return xs
}

func TestValues(t *testing.T) {
	for _, test := range []struct {
		text string
		want []float64
	}{
		{"250 pF", []float64{250, 250, 250}},
		{"0.1 nF", []float64{100, 100, 100}},
		{"'0.1 nF'", []float64{100, 100, 100}},
		{"2.5e-10 F", []float64{250, 250, 250}},
		{"[1 pF, 2 pF, 3000 fF]", []float64{1, 2, 3}},
		{"{linspace: {start: 1 pF, stop: 3 pF}}", []float64{1, 2, 3}},
		{"{uniform: {low: 7 pF, high: 7 pF}}", []float64{7, 7, 7}},
		{"{file: values.csv, column: capacitance, unit: nF}", []float64{100, 200, 300}},
		{"{file: values.csv}", []float64{1, 2, 3}},
		{"{file: values.csv, column: C_m}", []float64{1, 2, 3}},
		{"{file: values.csv, column: C_m (pF), unit: pF}", []float64{1, 2, 3}},
		{"{file: values.csv, column: mixed}", []float64{1, 2000, 3}},
	} {
		s := mustRead(t, cells("3", ", parameters: {C_m: "+test.text+"}"))
		if diff := cmp.Diff(test.want, get(t, s, "C_m")); diff != "" {
			t.Errorf("%s: %s", test.text, diff)
		}
	}
}

func TestTypes(t *testing.T) {
	s := mustRead(t, `
simulation: {duration: 1 ms}
populations:
  cells: {model: leak.nestml, size: 2, parameters: {awake: [true, false], channels: 5, E: [-60 mV, -0.05 V]}}
`)
	for name, want := range map[string][]float64{"awake": {1, 0}, "channels": {5, 5}, "E": {-60, -50}} {
		if diff := cmp.Diff(want, get(t, s, name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, line := range []string{"awake: [true, false]\n", "channels: 5\n", "E: [-60 mV, -50 mV]\n"} {
		if !strings.Contains(s.Text(), line) {
			t.Errorf("%q is not in %s", line, s.Text())
		}
	}
	for text, want := range map[string]string{
		"awake: 1": "is true or false", "channels: 1.5": "is a whole number", "channels: true": "does not begin with a number",
	} {
		_, said := tryRead("simulation: {duration: 1 ms}\npopulations: {cells: {model: leak.nestml, parameters: {" + text + "}}}")
		if !strings.Contains(said, want) {
			t.Errorf("%s: %s", text, said)
		}
	}
}

func TestDraws(t *testing.T) {
	for _, text := range []string{
		"{uniform: {low: 1 pF, high: 2 pF}}", "{normal: {mean: 1.5 pF, std: 1 pF}, min: 1 pF, max: 2 pF}",
		"{lognormal: {mean: 1.5 pF, std: 0.1 pF}, min: 1 pF, max: 2 pF}", "{exponential: {mean: 1 pF}, min: 1 pF, max: 2 pF}",
	} {
		xs := get(t, mustRead(t, cells("50", ", parameters: {C_m: "+text+"}")), "C_m")
		for _, x := range xs {
			if x < 1 || x > 2 {
				t.Errorf("%s: %v", text, x)
			}
		}
		if xs[0] == xs[1] {
			t.Errorf("%s: all are %v", text, xs[0])
		}
		again := get(t, mustRead(t, cells("50", ", parameters: {C_m: "+text+"}"), "simulation.seed=1"), "C_m")
		if diff := cmp.Diff(xs, again); diff != "" {
			t.Errorf("%s: 1 is not the default seed: %s", text, diff)
		}
		other := get(t, mustRead(t, cells("50", ", parameters: {C_m: "+text+"}"), "simulation.seed=2"), "C_m")
		if other[0] == xs[0] {
			t.Errorf("%s: the seed changes nothing", text)
		}
	}
}

func TestShapesAndDefaults(t *testing.T) {
	for text, want := range map[string][]int{"3": {3}, "[2, 3]": {2, 3}, "1e2": {100}, "[4]": {4}} {
		if diff := cmp.Diff(want, mustRead(t, cells(text, "")).Network.Population("cells").Shape()); diff != "" {
			t.Errorf("size %s: %s", text, diff)
		}
	}
	s := mustRead(t, "simulation: {duration: 10 ms}\npopulations: {cells: {model: iaf_psc_exp}}")
	if s.Duration != 10 || s.Network.Population("cells").Size() != 1 || s.Network.Seed() != 1 {
		t.Errorf("defaults: %v, %v", s.Duration, s.Network)
	}
	if s.TimeStep() != 0.1 || !strings.Contains(s.Text(), "on_error: stop") {
		t.Errorf("defaults: %s", s.Text())
	}
}

// TestConnections counts what rules and selections make of three cells.
func TestConnections(t *testing.T) {
	devices := `
devices:
  pulses: {model: spike_generator, parameters: {spike_times: [1 ms]}}
  clamp: {model: dc_generator, parameters: {amplitude: 1 nA}, stop: 5 ms}
connections:
  - `
	for text, want := range map[string]int64{
		"{from: cells, to: cells}":                                                                                                9,
		"{from: cells, to: cells, rule: {name: all_to_all, self: false}}":                                                         6,
		"{from: cells, to: cells, rule: one_to_one}":                                                                              3,
		"{from: cells, to: cells, rule: {name: list, edges: [[0, 1], [0, 1]]}}":                                                   2,
		"{from: cells, to: cells, rule: {name: list, edges: edges.csv}}":                                                          3,
		"{from: cells, to: cells, rule: {name: list, edges: bare-edges.csv}}":                                                     2,
		`{from: "cells[1]", to: "cells[0:2]"}`:                                                                                    2,
		`{from: "cells[0:3:2]", to: "cells[[2, 0]]", rule: one_to_one}`:                                                           2,
		"{from: cells, to: cells, rule: {name: fixed_indegree, indegree: 4}}":                                                     12,
		"{from: cells, to: cells, rule: {name: fixed_indegree, indegree: 2, multiple: false, self: false}}":                       6,
		"{from: pulses, to: cells, rule: {name: fixed_indegree, indegree: 1}}":                                                    3,
		"{from: cells, to: 'cells[0]', rule: {name: fixed_outdegree, outdegree: 2}}":                                              6,
		"{from: cells, to: cells, rule: {name: fixed_total_number, number: 1e1}}":                                                 10,
		"{from: cells, to: cells, rule: {name: fixed_total_number, number: 9, multiple: false}}":                                  9,
		"{from: cells, to: cells, rule: {name: pairwise_bernoulli, probability: 1, self: false}}":                                 6,
		"{from: cells, to: cells, rule: {name: pairwise_bernoulli, probability: 0}}":                                              0,
		"{from: cells, to: cells, rule: {name: pairwise_poisson, mean: 0}, synapse: {delay: {uniform: {low: 1 ms, high: 2 ms}}}}": 0,
		"{from: pulses, to: cells, synapse: {weight: [1 pA, 2 pA, -3 pA], delay: 2 ms}}":                                          3,
		"{from: clamp, to: cells, synapse: {weight: -0.5, model: current}}":                                                       3,
		"{from: cells, to: cells, synapse: {weight: {normal: {mean: 1 pA, std: 1 pA}}}}":                                          9,
		"{from: cells, to: cells, synapse: {weight: 1 pA, port: exc_spikes, delay: 1000 us}}":                                     9,
		"{from: cells, to: cells, synapse: {delay: {uniform: {low: 1 ms, high: 2 ms}}}}":                                          9,
		"{from: cells, to: cells, synapse: {weight: {file: values.csv, column: w, unit: pA}}, rule: one_to_one}":                  3,
	} {
		if got := mustRead(t, cells("3", "")+devices+text).Network.Connections(); got != want {
			t.Errorf("%s makes %d connections, want %d", text, got, want)
		}
	}
}

// TestOneSpikeGenerator holds a network file against the network built by hand.
func TestOneSpikeGenerator(t *testing.T) {
	s := mustRead(t, cells("2", "")+`
devices:
  pulses: {model: spike_generator, parameters: {spike_times: [1 ms, 3 ms], spike_weights: [1, -0.5]}}
connections:
  - {from: pulses, to: "cells[1]", synapse: {weight: 1 nA, delay: 2 ms}}
record:
  - {from: cells, variables: [V_m]}
`)
	result, err := s.Network.Run(context.Background(), s.Duration, spikelet.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	model, _ := spikelet.BuiltinModel("iaf_psc_exp")
	net, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := net.AddPopulation(spikelet.PopulationSpec{Name: "cells", Model: model, Shape: []int{2}}); err != nil {
		t.Fatal(err)
	}
	device := spikelet.SpikeGenerator{Times: []float64{1, 3}, Weights: []float64{1, -0.5}}
	if err := net.AddDevice(spikelet.DeviceSpec{Name: "pulses", Model: device}); err != nil {
		t.Fatal(err)
	}
	synapse := spikelet.Synapse{Weight: spikelet.Same(1000), Delay: spikelet.Same(2)}
	if err := net.Connect(spikelet.ConnectionSpec{From: "pulses", To: "cells[1]", Synapse: synapse}); err != nil {
		t.Fatal(err)
	}
	want, err := net.Run(context.Background(), 10, spikelet.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if result.Summary.Digest != want.Summary.Digest {
		t.Error("the file and the library make different networks")
	}
	last := result.Traces[0].Values[0][len(result.Traces[0].Values[0])-1]
	if math.Abs(last-get(t, s, "E_L")[1]) < 0.1 {
		t.Errorf("V_m is %v: no spike arrived", last)
	}
}

func TestLineEndsAndByteOrderMark(t *testing.T) {
	text := "\ufeff" + strings.ReplaceAll(cells("2", ", parameters: {C_m: 1}"), "\n", "\r\n")
	_, said := tryRead(text)
	want := `net.yaml:3:58: error: C_m of cells lacks its unit: it is in pF [missing-unit]
    3 |   cells: {model: iaf_psc_exp, size: 2, parameters: {C_m: 1}}
      |                                                          ^
`
	if !strings.HasPrefix(said, want) {
		t.Error(said)
	}
}

func TestPlacesBehindOtherScripts(t *testing.T) {
	_, said := tryRead("# ü\nsimulation: {duration: 10 ms, \"dürätion\": 1, dt: 1}\npopulations: {cells: {model: iaf_psc_exp}}")
	if !strings.Contains(said, "net.yaml:2:46: error: simulation has no key dt") {
		t.Error(said)
	}
}

func TestMergeKeysAndAliases(t *testing.T) {
	s := mustRead(t, `
simulation: {duration: 10 ms}
populations:
  base: &base {model: iaf_psc_exp, size: 2, parameters: &p {C_m: 100 pF}}
  cells: {<<: *base, size: 3}
  more: {<<: [{size: 4}, *base], parameters: *p}
`)
	if n := s.Network.Population("cells").Size(); n != 3 || get(t, s, "C_m")[2] != 100 {
		t.Errorf("cells has %d neurons", n)
	}
	if n := s.Network.Population("more").Size(); n != 4 {
		t.Errorf("more has %d neurons", n)
	}
}

func TestReadFiles(t *testing.T) {
	dir := t.TempDir()
	if s, d := Read(filepath.Join(dir, "none.yaml"), Options{}); s != nil || !strings.Contains(d.Text(), "there is no such file") {
		t.Error(d.Text())
	}
	if s, d := Read(dir, Options{}); s != nil || !strings.Contains(d.Text(), "it is a folder") {
		t.Error(d.Text())
	}
	large := filepath.Join(dir, "large.yaml")
	if err := os.WriteFile(large, make([]byte, 5<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	if s, d := Read(large, Options{}); s != nil || !strings.Contains(d.Text(), "it has 5.24 MB, the limit is 4.19 MB") {
		t.Error(d.Text())
	}
}

func TestReadModel(t *testing.T) {
	if m, d := ReadModel("testdata/wrong.nestml"); m != nil || !d.HasErrors() {
		t.Error("a broken model is read")
	}
	if m, d := ReadModel("testdata/none.nestml"); m != nil || !strings.Contains(d.Text(), "there is no such file") {
		t.Error(d.Text())
	}
	if m, d := ReadModel("testdata/leak.nestml"); m == nil || m.Name() != "leak" {
		t.Error(d.Text())
	}
}

// TestWhatOthersKnow: models and methods of integration are known elsewhere, and so is what is wrong with a model's text.
func TestWhatOthersKnow(t *testing.T) {
	for text, want := range map[string][]string{
		"model: iaf_psc_exq":                           {"there is no built-in model called iaf_psc_exq", "known: ", "hh_psc_alpha_gap", "did you mean iaf_psc_exp?"},
		"model: iaf_psc_exp, solver: rk5":              {"there is no method of integration called rk5", "known: ", "exp_auto"},
		"model: iaf_psc_exp, solver: {method: rfk45}":  {"there is no method of integration called rfk45", "did you mean rkf45?"},
		"model: wrong.nestml, parameters: {x: 1}":      {"testdata/wrong.nestml:3:16: error: ", "testdata/wrong.nestml:5:19: error: "},
		"model: nothing.nestml, parameters: {x: 1 mV}": {"nothing.nestml cannot be read: there is no such file"},
	} {
		_, said := tryRead("simulation: {duration: 1 ms}\npopulations: {cells: {" + text + "}}")
		for _, part := range want {
			if !strings.Contains(filepath.ToSlash(said), part) {
				t.Errorf("%s: %q is not in\n%s", text, part, said)
			}
		}
	}
}

func TestManyErrorsAreBounded(t *testing.T) {
	r := newReader(".", defaultLimits())
	r.limits.diagnostics = 10
	r.read("net.yaml", cells("2", ", parameters: {C_m: ["+strings.Repeat("x, ", 5000)+"]}"), Options{})
	if n := len(r.diagnostics.All()); n != 10 {
		t.Errorf("%d diagnostics", n)
	}
}
