package spikelet_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

// relay fires when what arrives brings V above 0 mV; a current moves V.
const relay = `
#@ solver: euler
model relay:
    state:
        V mV = V_rest @alias::V_m
        V_start mV = V
    parameters:
        V_rest mV = -10 mV
        tau ms = 10 ms [[ tau > 0 ms ]]
    equations:
        recordable inline above mV = V - V_rest
        V' = (V_rest - V + I) / tau
    input:
        exc <- excitatory spike
        inh <- inhibitory spike
        I mV <- continuous
    output:
        spike
    update:
        integrate_odes()
    onReceive(exc):
        V += exc * 1 s * 1 mV
    onReceive(inh):
        V -= inh * 1 s * 1 mV
    onCondition(V > 0 mV):
        V = V_rest
        emit_spike()
`

func relays(t testing.TB, sizes map[string]int, names ...string) *spikelet.Network {
	t.Helper()
	model, err := spikelet.ParseModel("relay.nestml", relay)
	if err != nil {
		t.Fatal(err)
	}
	n, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if _, err := n.AddPopulation(spikelet.PopulationSpec{Name: name, Model: model, Shape: []int{sizes[name]}}); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

func succeed(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// chain is a generator that drives a[0], which drives b, with everything recorded.
func chain(t testing.TB) *spikelet.Network {
	t.Helper()
	n := relays(t, map[string]int{"a": 2, "b": 3}, "a", "b")
	succeed(t,
		n.AddDevice(spikelet.DeviceSpec{Name: "pulses", Model: spikelet.SpikeGenerator{Times: []float64{0.5, 2}}}),
		n.Connect(spikelet.ConnectionSpec{From: "pulses", To: "a[0]", Synapse: spikelet.Synapse{Weight: spikelet.Same(20)}}),
		n.Connect(spikelet.ConnectionSpec{From: "a", To: "b", Synapse: spikelet.Synapse{
			Weight: spikelet.List(20, 20, -5, 20, 20, 20), Delay: spikelet.Same(0.1),
		}}),
		n.Record(spikelet.RecordSpec{From: "a", Spikes: true}),
		n.Record(spikelet.RecordSpec{From: "b", Spikes: true}),
		n.Record(spikelet.RecordSpec{From: "b[2]", Variables: []string{"V_m", "above"}, Interval: 0.8}),
	)
	return n
}

func TestRun(t *testing.T) {
	n := chain(t)
	result, err := n.Run(context.Background(), 3.2, spikelet.RunOptions{})
	succeed(t, err)
	want := []spikelet.Spike{
		{Population: "a", Neuron: 0, Time: 1.5}, {Population: "b", Neuron: 0, Time: 1.6}, {Population: "b", Neuron: 1, Time: 1.6},
		{Population: "a", Neuron: 0, Time: 3}, {Population: "b", Neuron: 0, Time: 3.1}, {Population: "b", Neuron: 1, Time: 3.1},
	}
	if diff := cmp.Diff(want, result.Spikes); diff != "" {
		t.Errorf("spikes (-want +got):\n%s", diff)
	}
	if len(result.Traces) != 1 || len(result.Traces[0].Times) != 4 {
		t.Fatalf("traces: %+v", result.Traces)
	}
	if v := result.Traces[0].Values; v[0][0] != -10 || v[0][1] != -15 || v[1][0] != 0 || v[1][1] != -5 {
		t.Errorf("V and its distance from rest: %v, want an inhibitory jump at 1.6 ms", v)
	}
	s := result.Summary
	if s.Steps != 32 || s.Spikes["a"] != 2 || s.Spikes["b"] != 4 || s.Neurons != 5 || s.Connections != 7 || s.Seed != 1 || s.ISA == "" {
		t.Errorf("summary: %+v", s)
	}
	if rate := s.Rates["a"]; rate < 312.49 || rate > 312.51 { // 2 spikes of 2 neurons in 3.2 ms
		t.Errorf("rate of a: %v Hz", rate)
	}
}

func TestRunningInPartsAndSteppingGiveTheSame(t *testing.T) {
	whole, parts, steps := chain(t), chain(t), chain(t)
	a, err1 := whole.Run(context.Background(), 3, spikelet.RunOptions{})
	_, err2 := parts.Run(context.Background(), 1.2, spikelet.RunOptions{})
	b, err3 := parts.Run(context.Background(), 1.8, spikelet.RunOptions{})
	succeed(t, err1, err2, err3)
	fired := 0
	for range 29 {
		succeed(t, steps.Step())
		fired += len(steps.Population("b").Spiked())
	}
	c, err := steps.Run(context.Background(), 0.1, spikelet.RunOptions{})
	succeed(t, err)
	if a.Summary.Digest != b.Summary.Digest || a.Summary.Digest != c.Summary.Digest {
		t.Errorf("digests %s, %s, %s", a.Summary.Digest, b.Summary.Digest, c.Summary.Digest)
	}
	if b.Summary.Steps != 18 || b.Summary.Spikes["b"] != 2 || fired != 2 || steps.Time() != 3 {
		t.Errorf("the second part: %+v; %d spikes while stepping; time %v", b.Summary, fired, steps.Time())
	}
}

func TestResultsInAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "results")
	result, err := chain(t).Run(context.Background(), 3.2, spikelet.RunOptions{Dir: dir})
	succeed(t, err)
	if result.Spikes != nil || result.Traces != nil {
		t.Error("results are kept in memory too")
	}
	spikes, err := os.ReadFile(filepath.Join(dir, "spikes.csv"))
	succeed(t, err)
	if lines := strings.Split(strings.TrimSpace(string(spikes)), "\n"); len(lines) != 7 || lines[1] != "a,0,1.5" {
		t.Errorf("spikes.csv:\n%s", spikes)
	}
	text, err := os.ReadFile(filepath.Join(dir, "summary.json"))
	succeed(t, err)
	var summary spikelet.Summary
	succeed(t, json.Unmarshal(text, &summary))
	if diff := cmp.Diff(result.Summary, summary); diff != "" {
		t.Errorf("summary.json (-returned +read):\n%s", diff)
	}
}

func TestInterruptedRunKeepsItsResults(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	calls := 0
	result, err := chain(t).Run(ctx, 3.2, spikelet.RunOptions{Progress: func(p spikelet.Progress) {
		calls++
		if p.Steps != 32 || p.Step != 0 {
			t.Errorf("progress: %+v", p)
		}
	}})
	if !errors.Is(err, context.Canceled) || result == nil || !result.Summary.Interrupted || calls != 2 {
		t.Errorf("error %v, result %+v, %d calls of Progress", err, result, calls)
	}
}

func TestANumericalErrorKeepsTheResults(t *testing.T) {
	n := chain(t)
	b := n.Population("b")
	succeed(t, b.Set("V_rest", spikelet.List(-10, -1.7e308, -10)), b.Set("V", spikelet.List(-10, 1.7e308, -10)))
	result, err := n.Run(context.Background(), 3.2, spikelet.RunOptions{})
	var numerical *spikelet.NumericalError
	if !errors.As(err, &numerical) || numerical.Population != "b" || numerical.Neuron != 1 || result == nil {
		t.Errorf("error %v, result %+v", err, result)
	}
}

func TestDrawsDoNotDependOnTheOrderOfBuilding(t *testing.T) {
	values := func(before bool) [][]float64 {
		n := relays(t, map[string]int{"p": 4}, "p")
		p := n.Population("p")
		set := func(name string) []float64 {
			succeed(t, p.Set(name, spikelet.Normal(50, 3).Truncated(45, 60)))
			x, err := p.Get(name)
			succeed(t, err)
			return x
		}
		if before {
			return [][]float64{set("tau"), set("V_rest")}
		}
		rest := set("V_rest")
		return [][]float64{set("tau"), rest}
	}
	if diff := cmp.Diff(values(true), values(false)); diff != "" {
		t.Error(diff)
	}
	if v := values(true); cmp.Equal(v[0], v[1]) {
		t.Error("two parameters have the same draws")
	}
}

func TestBuildErrors(t *testing.T) {
	connection := func(c spikelet.ConnectionSpec) func(*spikelet.Network) error {
		return func(n *spikelet.Network) error { return n.Connect(c) }
	}
	recording := func(r spikelet.RecordSpec) func(*spikelet.Network) error {
		return func(n *spikelet.Network) error { return n.Record(r) }
	}
	device := func(name string, d spikelet.Device) func(*spikelet.Network) error {
		return func(n *spikelet.Network) error { return n.AddDevice(spikelet.DeviceSpec{Name: name, Model: d}) }
	}
	tests := []struct {
		name string
		do   func(n *spikelet.Network) error
		want []string
	}{
		{"no such ends", connection(spikelet.ConnectionSpec{From: "aa", To: "pulses"}), []string{
			`connection from aa to pulses: from: there is no population or device "aa"`, `to: there is no population "pulses"`,
		}},
		{"selections", connection(spikelet.ConnectionSpec{From: "a[7]", To: "b["}), []string{"from: a[7] selects neuron 7", "to: the selection"}},
		{
			"a wrong synapse", connection(spikelet.ConnectionSpec{From: "a", To: "b", Synapse: spikelet.Synapse{Model: "statik"}}),
			[]string{`synapse.model: there is no synapse model "statik" (did you mean static?)`},
		},
		{
			"spikes as current", connection(spikelet.ConnectionSpec{From: "a", To: "b", Synapse: spikelet.Synapse{Model: "current"}}),
			[]string{"synapse.model: a current connection carries a current, but a gives spikes"},
		},
		{
			"a current as spikes", connection(spikelet.ConnectionSpec{From: "clamp", To: "b", Synapse: spikelet.Synapse{Model: "static"}}),
			[]string{"synapse.model: a static synapse carries spikes, but clamp gives a current"},
		},
		{"sizes", connection(spikelet.ConnectionSpec{From: "a", To: "b", Rule: spikelet.OneToOne()}), []string{"rule: one_to_one needs as many sources"}},
		{
			"too short", connection(spikelet.ConnectionSpec{From: "a", To: "b", Synapse: spikelet.Synapse{Delay: spikelet.Same(0.01)}}),
			[]string{"synapse.delay: a delay of 0.01 ms is below the least, 0.1 ms"},
		},
		{
			"weights", connection(spikelet.ConnectionSpec{From: "a", To: "b", Synapse: spikelet.Synapse{Weight: spikelet.List(1)}}),
			[]string{"synapse.weight: the list has 1 values for 6"},
		},
		{
			"a port", connection(spikelet.ConnectionSpec{From: "a", To: "b", Synapse: spikelet.Synapse{Port: "ext"}}),
			[]string{`synapse.port: the model has no spiking port "ext"; it has exc, inh`},
		},
		{"nothing recorded", recording(spikelet.RecordSpec{From: "a"}), []string{"nothing is recorded"}},
		{
			"unknown variables", recording(spikelet.RecordSpec{From: "a", Variables: []string{"V", "W", "abvoe"}, Interval: 0.25}),
			[]string{"interval: the interval 0.25 ms", `variables.W: there is no state or recordable "W" in relay`, "did you mean above?"},
		},
		{"recording nobody", recording(spikelet.RecordSpec{From: "c", Spikes: true}), []string{`from: there is no population "c"`}},
		{"a name twice", device("a", spikelet.DCGenerator{}), []string{"device a: there is a population of that name"}},
		{"no name", device("../a", spikelet.DCGenerator{}), []string{`device: "../a" is no name`}},
		{
			"times", device("d", spikelet.SpikeGenerator{Times: []float64{0.25, 0}}),
			[]string{"device d: parameters.spike_times", "0.25 ms is not on the grid", "the earliest is at 0.1 ms", "not in ascending order"},
		},
		{"duration", func(n *spikelet.Network) error {
			_, err := n.Run(context.Background(), 0.25, spikelet.RunOptions{})
			return err
		}, []string{"simulation: duration: the duration 0.25 ms is no whole number of time steps of 0.1 ms"}},
		{"a model", func(*spikelet.Network) error {
			_, err := spikelet.BuiltinModel("AdExiF")
			return err
		}, []string{`there is no built-in model "AdExiF" (did you mean AdExIF?)`}},
		{"an executor", func(*spikelet.Network) error {
			_, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1, Executor: "abacus"})
			return err
		}, []string{`simulation: executor: there is no executor "abacus"`}},
		{"a limit", func(*spikelet.Network) error {
			_, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1, Limits: spikelet.Limits{Rate: math.NaN()}})
			return err
		}, []string{"simulation: limits.rate: the limit of the rate is NaN Hz"}},
	}
	for _, test := range tests {
		n := chain(t)
		succeed(t, n.AddDevice(spikelet.DeviceSpec{Name: "clamp", Model: spikelet.DCGenerator{Amplitude: 1}}))
		err := test.do(n)
		if err == nil {
			t.Errorf("%s: no error", test.name)
			continue
		}
		if len(spikelet.BuildErrors(err)) < 1 {
			t.Errorf("%s: %v holds no *BuildError", test.name, err)
		}
		for _, want := range test.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error\n%v\nwant one with %q", test.name, err, want)
			}
		}
	}
}

func TestDelaysOffTheGridAreNoted(t *testing.T) {
	n := relays(t, map[string]int{"a": 2}, "a")
	succeed(t, n.Connect(spikelet.ConnectionSpec{From: "a", To: "a", Synapse: spikelet.Synapse{Delay: spikelet.Linspace(1, 1.09)}}))
	if notes := n.Notes(); len(notes) != 1 || !strings.Contains(notes[0], "3 delays were rounded to the grid of time steps of 0.1 ms, by at most 0.04 ms") {
		t.Errorf("notes: %q", notes)
	}
}

func TestWrongModelText(t *testing.T) {
	_, err := spikelet.ParseModel("broken.nestml", "model broken:\n    state:\n        V mV = W\n        x pF = 1 mV\n")
	var diagnostics *spikelet.DiagnosticsError
	if !errors.As(err, &diagnostics) || len(diagnostics.All()) < 2 || !strings.Contains(err.Error(), "broken.nestml:3:") {
		t.Errorf("error %v", err)
	}
	if _, err := spikelet.ParseModel("empty.nestml", "\n"); err == nil {
		t.Error("an empty file is a model")
	}
	if _, err := spikelet.LoadModel(filepath.Join(t.TempDir(), "nothing.nestml")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

func TestEveryBuiltinModelBuilds(t *testing.T) {
	for _, name := range spikelet.BuiltinModels() {
		model, err := spikelet.BuiltinModel(name)
		succeed(t, err)
		if model.Name() != name || model.Doc() == "" {
			t.Errorf("the model %s is called %s and described as %q", name, model.Name(), model.Doc())
		}
		n, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1})
		succeed(t, err)
		p, err := n.AddPopulation(spikelet.PopulationSpec{Name: "p", Model: model, Shape: []int{2, 3}})
		succeed(t, err)
		for _, v := range model.Parameters() {
			got, err := p.Get(v.Name)
			if succeed(t, err); len(got) != 6 || got[5] != v.Default {
				t.Errorf("%s: %s is %v, want %v", name, v.Name, got, v.Default)
			}
		}
		_, err = n.Run(context.Background(), 10, spikelet.RunOptions{})
		succeed(t, err)
	}
}
